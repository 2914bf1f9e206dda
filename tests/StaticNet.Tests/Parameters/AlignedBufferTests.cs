using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using StaticNet.Kernels;

namespace StaticNet.Tests.Parameters;

public sealed class AlignedBufferTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public unsafe void A_buffer_is_aligned_and_long_enough(bool isCleared)
    {
        foreach (int length in (int[])[0, 1, 5, 16, 1000, 100_001])
        {
            float[] buffer = AlignedBuffer.Allocate(length, isCleared, out int start);
            Assert.InRange(start, 0, buffer.Length - length);
            Assert.Equal(0u, (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(buffer.AsSpan(start))) % AlignedBuffer.Alignment);
            if (isCleared)
            {
                Assert.Equal(-1, buffer.AsSpan().IndexOfAnyExcept(0f));
            }
        }

        Assert.Contains("2147483647 floats", Assert.Throws<OutOfMemoryException>(() => AlignedBuffer.Allocate(int.MaxValue, isCleared, out _)).Message);
    }

    [Fact]
    public unsafe void The_workspace_of_a_thread_is_aligned_and_grows()
    {
        foreach (int length in (int[])[1, 1000, 17, 200_003])
        {
            ref float first = ref Workspace.Rent(length);
            Assert.Equal(0u, (nuint)Unsafe.AsPointer(ref first) % AlignedBuffer.Alignment);
            Unsafe.Add(ref first, length - 1) = 1;
            Assert.True(Unsafe.AreSame(ref first, ref Workspace.Rent(1)));
        }
    }
}
