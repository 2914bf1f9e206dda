#!/usr/bin/env bash
# Builds the libraries of peers that `native <folder>` races: RTNeural's compile-time interface with each of its backends, and what onnx2c makes
# of the same networks. Neither is part of this repository.
#
#     build.sh <folder> <RTNeural checkout, with its submodules> [<onnx2c executable>]
#
# CXX and CC are the compilers, g++ and gcc if not set. Needs the .NET SDK for onnx2c's share alone, which is made from our ONNX export.
set -euo pipefail

[ $# -ge 2 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir -p "$1"
folder=$(realpath "$1")
rtneural=$(realpath "$2")
onnx2c=${3:+$(realpath "$3")}
here=$(dirname "$(realpath "$0")")

flags=(-O3 -march=native -fPIC -fvisibility=hidden)
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT

compile() {
    "${CXX:-g++}" -std=c++17 "${flags[@]}" "$@"
}

# Without -ffast-math: with it the library would make all of the process round subnormal numbers to zero.
link() {
    "${CXX:-g++}" -shared "$@" -lm
}

# A library each, since parts of RTNeural that have the same name are compiled differently. Its alignment is that of the widest vectors it uses; for
# Eigen it knows 32 bytes at most.
rtneural() {
    local name=$1
    shift
    echo "RTNeural $name"
    compile "$@" -isystem "$rtneural" -isystem "$rtneural/modules/json" -isystem "$rtneural/modules/Eigen" -isystem "$rtneural/modules/xsimd/include" \
        -c "$here/rtneural.cpp" -o "$objects/rtneural.o"
    link "$objects/rtneural.o" -o "$folder/RTNeural $name.so"
}

stl=(-DRTNEURAL_DEFAULT_ALIGNMENT=64)
xsimd=(-DRTNEURAL_DEFAULT_ALIGNMENT=64 -DRTNEURAL_USE_XSIMD=1)
eigen=(-DRTNEURAL_DEFAULT_ALIGNMENT=32 -DRTNEURAL_USE_EIGEN=1 -DEIGEN_STACK_ALLOCATION_LIMIT=0) # 784x128 exceeds it; none is on the stack
rtneural STL "${stl[@]}"
rtneural "STL fast-math" "${stl[@]}" -ffast-math
rtneural xsimd "${xsimd[@]}"
rtneural "xsimd fast-math" "${xsimd[@]}" -ffast-math
rtneural Eigen "${eigen[@]}"
rtneural "Eigen fast-math" "${eigen[@]}" -ffast-math

[ -n "$onnx2c" ] || exit 0
echo "onnx2c"
dotnet run -c Release --project "$here/.." -- native --models "$objects"
rm "$objects/rtneural.o"
for model in "$objects"/*.onnx; do
    name=$(basename "$model" .onnx)
    "$onnx2c" -d N:1 -f "onnx2c_$name" "$model" >"$objects/$name.c"
    "${CC:-gcc}" "${flags[@]}" -ffast-math -c "$objects/$name.c" -o "$objects/$name.o"
done

compile -c "$here/onnx2c.cpp" -o "$objects/onnx2c.o"
link "$objects"/*.o -o "$folder/onnx2c.so"
