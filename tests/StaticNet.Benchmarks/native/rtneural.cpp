// The networks in RTNeural's compile-time interface, for whichever backend it is built with; see build.sh.
#include <RTNeural/RTNeural.h>

#include "calls.h"

namespace
{
template <int Inputs, int Outputs>
using Dense = RTNeural::DenseT<float, Inputs, Outputs>;
template <int Size>
using ReLU = RTNeural::ReLuActivationT<float, Size>;
template <int Size>
using Tanh = RTNeural::TanhActivationT<float, Size>;
template <int Inputs, int Outputs, typename... Layers>
using Model = RTNeural::ModelT<float, Inputs, Outputs, Layers...>;

// Takes a layer's weight [out, in] and bias from the parameters that are left.
template <int Inputs, int Outputs>
void load(Dense<Inputs, Outputs>& layer, const float*& parameters)
{
    std::vector<std::vector<float>> weight;
    for (int i = 0; i < Outputs; i++, parameters += Inputs)
        weight.emplace_back(parameters, parameters + Inputs);

    layer.setWeights(weight);
    layer.setBias(parameters);
    parameters += Outputs;
}

// An activation has none.
template <typename Activation>
void load(Activation&, const float*&)
{
}

template <typename Network>
void loadAll(Network& network, const float* parameters)
{
    std::apply([&](auto&... layers) { (load(layers, parameters), ...); }, network.getLayers());
}

template <typename Network>
void runAll(Network& network, const float* inputs, float* outputs, int64_t calls, bool dependent)
{
    run<Network::input_size>(inputs, calls, dependent, [&](const float* input) {
        network.forward(input);
        return network.getOutputs();
    });
    std::copy(network.getOutputs(), network.getOutputs() + Network::output_size, outputs);
}
}

#define NETWORK(name, ...)                                                                                      \
    static Model<__VA_ARGS__> network_##name;                                                                   \
    EXPORTED void load_##name(const float* parameters) { loadAll(network_##name, parameters); }                 \
    EXPORTED void run_##name(const float* inputs, float* outputs, int64_t calls, int32_t dependent)             \
    {                                                                                                           \
        runAll(network_##name, inputs, outputs, calls, dependent != 0);                                         \
    }

NETWORK(2_2_1, 2, 1, Dense<2, 2>, ReLU<2>, Dense<2, 1>)
NETWORK(4_16_3, 4, 3, Dense<4, 16>, ReLU<16>, Dense<16, 3>)
NETWORK(6_64_8_4, 6, 4, Dense<6, 64>, ReLU<64>, Dense<64, 8>, ReLU<8>, Dense<8, 4>)
NETWORK(1_32_32_1_tanh, 1, 1, Dense<1, 32>, Tanh<32>, Dense<32, 32>, Tanh<32>, Dense<32, 1>)
NETWORK(784_128_64_10, 784, 10, Dense<784, 128>, ReLU<128>, Dense<128, 64>, ReLU<64>, Dense<64, 10>)
