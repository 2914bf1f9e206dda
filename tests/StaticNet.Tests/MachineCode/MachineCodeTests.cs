using StaticNet.Benchmarks.MachineCode;

namespace StaticNet.Tests.MachineCode;

/// <summary>Loops, multiply-adds and names, as the benchmarks read them from what disassemblers write.</summary>
[Trait(Width.Trait, Width.Any)]
public sealed class MachineCodeTests
{
    private const string File = "StaticNet_Benchmarks_Native_StaticNet_Generated__StaticNet_Benchmarks_Networks_LeNet_Forward_g_F0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF__";

    // A loop in a loop; a part of the inner one stands behind the method's end, as the compiler puts what it considers rare.
    private const string Nested = """
        0000000000000100 <StaticNet_StaticNet_Kernels_Tiles__Run_0<X__Y>>:
             100:	stp	x29, x30, [sp, #-16]!
             104:	mov	w1, #0x10                   // #16
             108:	ldr	q2, [x29, #32]
             10c:	fmla	v0.4s, v1.4s, v2.4s
             110:	fmadd	s3, s4, s5, s3
             114:	cbz	w3, 130 <StaticNet_StaticNet_Kernels_Tiles__Run_0<X__Y>+0x30>  // b.any
             118:	subs	w2, w2, #0x1
             11c:	b.ne	10c <StaticNet_StaticNet_Kernels_Tiles__Run_0<X__Y>+0xc>  // b.any
             120:	fmls	v0.4s, v1.4s, v2.4s
             124:	subs	w1, w1, #0x1
             128:	b.ne	108 <StaticNet_StaticNet_Kernels_Tiles__Run_0<X__Y>+0x8>  // b.any
             12c:	ret
             130:	bl	0 <S_P_CoreLib_System_Runtime_Intrinsics_Vector512__FusedMultiplyAdd_0>
             134:	str	q0, [sp, #16]
             138:	bl	0 <Nothing>
        			138: R_AARCH64_CALL26	RhpGcPoll+0x4
             13c:	b	118 <StaticNet_StaticNet_Kernels_Tiles__Run_0<X__Y>+0x18>

        0000000000000200 <Without>:
             200:	fmla	v0.4s, v1.4s, v2.4s
             204:	ret
        """;

    // The frame pointer is a general register in the first, and the stack's in the second; what is read relative to the instruction is no jump.
    private const string Registers = """
        0000000000000000 <General>:
               0:	vmovups 0x0(%rip),%ymm1        # 8 <General+0x8>
               8:	vfmadd231ps 0x20(%rbp),%ymm1,%ymm0
               e:	vmovups %ymm0,0x40(%rsp)
              14:	lea    0x40(%rsp),%rax
              19:	dec    %ecx
              1b:	jne    8 <General+0x8>
              1d:	ret

        0000000000000040 <Framed>:
              40:	lea    0x50(%rsp),%rbp
              45:	vfmadd231ps -0x20(%rbp),%ymm1,%ymm0
              4b:	call   50 <Framed+0x10>
        			4c: R_X86_64_PLT32	memcpy-0x4
              50:	dec    %ecx
              52:	jne    45 <Framed+0x5>
              54:	ret
        """;

    [Fact]
    public void A_loop_is_what_is_in_it_and_in_no_loop_inside_of_it()
    {
        IReadOnlyList<Method> methods = Read(Nested);
        IReadOnlyList<Loop> loops = methods[0].Loops(Architecture.Arm64);

        Assert.Equal(["StaticNet_StaticNet_Kernels_Tiles__Run_0<X__Y>", "Without"], methods.Select(static method => method.Symbol));
        Assert.Equal(2, loops.Count);
        Assert.Equal((8, false, 1, 1, 4), (loops[0].Offset, loops[0].IsInnermost, loops[0].MultiplyAdds, loops[0].StackAccesses, loops[0].Instructions.Count));
        Assert.Equal((12, true, 2, 1, 9), (loops[1].Offset, loops[1].IsInnermost, loops[1].MultiplyAdds, loops[1].StackAccesses, loops[1].Instructions.Count));
        Assert.Equal(["S_P_CoreLib_System_Runtime_Intrinsics_Vector512__FusedMultiplyAdd_0", "RhpGcPoll"], loops[1].Calls);
        Assert.Equal(1, loops[1].CalledMultiplyAdds);
        Assert.Equal(4.5, loops[1].InstructionsEach);
        Assert.Empty(methods[1].Loops(Architecture.Arm64));
    }

    [Fact]
    public void LLVM_writes_addresses_of_jumps_in_another_way()
    {
        string llvm = Nested.Replace("\t130 <", "\t0x130 <").Replace("\t10c <", "\t0x10c <").Replace("\t108 <", "\t0x108 <").Replace("\t118 <", "\t0x118 <").Replace("  // b.any", "");

        Assert.Equal(
            Read(Nested)[0].Loops(Architecture.Arm64).Select(static loop => (loop.Offset, loop.Instructions.Count)),
            Read(llvm)[0].Loops(Architecture.Arm64).Select(static loop => (loop.Offset, loop.Instructions.Count)));
    }

    [Fact]
    public void On_x64_the_frame_pointer_may_be_a_general_register()
    {
        Loop[] loops = [.. Read(Registers).Select(static method => Assert.Single(method.Loops(Architecture.X64)))];

        Assert.Equal([1, 1], loops.Select(static loop => loop.MultiplyAdds));
        Assert.Equal("vmovups %ymm0,0x40(%rsp)", Assert.Single(loops[0].Instructions, static instruction => Architecture.X64.IsStackAccess(instruction, hasFramePointer: false)).Text);
        Assert.Equal([1, 1], loops.Select(static loop => loop.StackAccesses));
        Assert.Equal(["memcpy"], loops[1].Calls);
        Assert.Null(Read(Registers)[0].Instructions[0].Target);
    }

    [Theory]
    [InlineData(File + "LeNetForward__Conv2Line", "LeNetForward.Conv2Line")]
    [InlineData("StaticNet_StaticNet_Kernels_Tiles__Run_0<" + File + "LeNetForward_Dense1Shape__" + File + "LeNetForward_Dense1Tile__StaticNet_StaticNet_Kernels_ReLU>", "Tiles.Run<LeNetForward_Dense1Shape, LeNetForward_Dense1Tile, ReLU>")]
    [InlineData("StaticNet_StaticNet_Kernels_Tiles_1<" + File + "LeNetForward_Shape>__Run", "Tiles<LeNetForward_Shape>.Run")]
    [InlineData("S_P_CoreLib_System_Runtime_Intrinsics_Vector512__SetLowerUnsafe<Single>", "Vector512.SetLowerUnsafe<Single>")]
    [InlineData("S_P_CoreLib_System_Runtime_Intrinsics_Vector512_1<Single>__op_Addition", "Vector512<Single>.op_Addition")]
    public void Names_are_without_assemblies_and_namespaces(string symbol, string expected)
        => Assert.Equal(expected, SymbolName.Readable(symbol));

    private static IReadOnlyList<Method> Read(string listing) => Disassembly.Read(listing.Split('\n'));
}
