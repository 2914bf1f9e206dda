// The networks as onnx2c writes them in C: a function each, compiled by itself, with the weights in it. So there is nothing to load.
#include "calls.h"

#define NETWORK(name, inputLength)                                                                              \
    extern "C" void onnx2c_##name(const float* input, float* output);                                           \
    EXPORTED void run_##name(const float* inputs, float* outputs, int64_t calls, int32_t dependent)             \
    {                                                                                                           \
        run<inputLength>(inputs, calls, dependent != 0, [&](const float* input) {                               \
            onnx2c_##name(input, outputs);                                                                      \
            return outputs;                                                                                     \
        });                                                                                                     \
    }

NETWORK(2_2_1, 2)
NETWORK(4_16_3, 4)
NETWORK(6_64_8_4, 6)
NETWORK(1_32_32_1_tanh, 1)
NETWORK(784_128_64_10, 784)
