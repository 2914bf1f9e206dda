// What every library of peers exports, once a network: run, which stands in the timed loop's place, so that no call from .NET is counted, and load.
// Networks are called by their widths, such as 4_16_3.
#pragma once

#include <algorithm>
#include <cstdint>

// An input of one sample, with room for whole vectors behind it.
template <int Length>
struct alignas(64) Input
{
    float values[(Length + 15) / 16 * 16] = {};

    explicit Input(const float* source) { std::copy(source, source + Length, values); }
};

// Runs calls one after another, each on the same input, or each with the last one's first output as its first input. `forward` takes the input and
// gives a pointer to the outputs. The empty statements make the compiler believe that the input and all else in memory change before every call, and
// that all outputs are read after it. Without them the work of independent calls could be done once for all, which no caller with another input each
// time can do.
template <int Length, typename Forward>
inline void run(const float* inputs, int64_t calls, bool dependent, Forward forward)
{
    Input<Length> input(inputs);
    for (int64_t i = 0; i < calls; i++)
    {
        asm volatile("" : : "r"(&input) : "memory");
        const float* outputs = forward(input.values);
        float first = outputs[0];
        asm volatile("" : : "r"(outputs) : "memory");
        if (dependent)
            input.values[0] = first;
    }
}

#define EXPORTED extern "C" __attribute__((visibility("default")))
