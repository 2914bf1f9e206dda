#!/usr/bin/env bash
# The instructions that each kernel of three networks takes for one prediction of one sample: exact, and the same on every run and every machine,
# so that a change of the generated code shows where a clock sees noise. Counted by valgrind in the NativeAOT build of
# tests/StaticNet.FirstPrediction with AVX2 instructions, the widest that valgrind knows.
# Needs valgrind, and what NativeAOT needs: a C compiler and zlib.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=artifacts/instructions
program=$folder/StaticNet.FirstPrediction.Native
dotnet publish tests/StaticNet.FirstPrediction.Native -c Release --ucr -o "$folder" -p:IlcInstructionSet=x86-64-v3 -v quiet --nologo
strip --strip-debug "$program" # the names of methods stay; line numbers are in a form that older valgrinds refuse

for network in 784-128-64-10 LeNet-5 ResNet-8; do
    echo "$network"
    DOTNET_GCHeapHardLimit=0x8000000 valgrind --quiet --tool=callgrind --callgrind-out-file="$folder/counts" \
        "$program" staticnet "$network" - >"$folder/outputs" 2>"$folder/log" || { cat "$folder/log"; exit 1; }
    callgrind_annotate --threshold=100 "$folder/counts" |
        sed -nE 's/^ *([0-9,]+) .*Forward_g_[0-9A-F]+__[A-Za-z0-9]+Forward__([A-Za-z0-9_]+).*/\1 \2/p' |
        awk '{ printf "%12s  %s\n", $1, $2 }'
done
