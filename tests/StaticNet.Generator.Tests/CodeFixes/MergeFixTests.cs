using StaticNet.CodeFixes;
using StaticNet.Generator.Tests.Support;

namespace StaticNet.Generator.Tests.CodeFixes;

/// <summary>What is offered for declarations that stand in several places.</summary>
public sealed class MergeFixTests
{
    [Fact]
    public Task Declarations_are_merged() => FixTest<MergeDeclarationsCodeFix>.Fixes(
        """
        [{|STN0005:Dense(8)|}] [ReLU]
        partial class A;

        [Network(2)] [Dense(2)] [Tanh]
        public sealed partial class A;

        [Network(2)]
        [Dense(2)] [Tanh]
        [BinaryCrossEntropy]
        partial class B
        {
        }

        [{|STN0005:{|STN0006:Dense(1)|}|}, Sigmoid]
        partial class B
        {
            public int Kept => 1;
        }
        """,
        """
        [Network(2)] [Dense(2)] [Tanh] [Dense(8)] [ReLU]
        public sealed partial class A;

        [Network(2)]
        [Dense(2)] [Tanh] [Dense(1)] [Sigmoid]
        [BinaryCrossEntropy]
        partial class B
        {
        }

        partial class B
        {
            public int Kept => 1;
        }
        """);

    [Fact]
    public Task Declarations_in_two_files_are_merged() => FixTest<MergeDeclarationsCodeFix>.Fixes(
        [
            "[Network(2)] [Dense(2)]\npublic sealed partial class Net;\n",
            "[{|STN0005:Tanh|}] [System.Serializable, Dense(1), MeanSquaredError] public partial class Net\n{\n}\n",
        ],
        [
            "[Network(2)] [Dense(2)] [Tanh] [Dense(1)] [MeanSquaredError]\npublic sealed partial class Net;\n",
            "[System.Serializable] public partial class Net\n{\n}\n",
        ],
        title: "Put all layers of 'Net' on one declaration");

    [Fact]
    public Task Names_that_mean_nothing_in_the_other_file_are_written_out() => FixTest<MergeDeclarationsCodeFix>.Fixes(
        [
            "[Network(2)] [Dense(2)]\npublic sealed partial class Net;\n",
            """
            using Numbers;
            using static Numbers.Sizes;
            using Full = StaticNet.DenseAttribute;
            using Short = Numbers.Sizes;
            [{|STN0005:Tanh|}] [Dense(Short.Three), ReLU, Dense(units: Sizes.Three, Name = Sizes.Word), Tanh, Full(Three), Repeat<Numbers.Part>(Three), Dense(Net.One), MeanSquaredError] public partial class Net
            {
                public const int One = 1;
            }

            namespace Numbers
            {
                public static class Sizes { public const int Three = 3; public const string Word = "w"; }
                [Block, ReLU] public abstract class Part;
            }
            """,
        ],
        [
            "[Network(2)] [Dense(2)] [Tanh] [Dense(global::Numbers.Sizes.Three)] [ReLU] [Dense(units: global::Numbers.Sizes.Three, Name = global::Numbers.Sizes.Word)] [Tanh] [global::StaticNet.DenseAttribute(global::Numbers.Sizes.Three)] [Repeat<Numbers.Part>(global::Numbers.Sizes.Three)] [Dense(Net.One)] [MeanSquaredError]\npublic sealed partial class Net;\n",
            """
            using Numbers;
            using static Numbers.Sizes;
            using Full = StaticNet.DenseAttribute;
            using Short = Numbers.Sizes;
            public partial class Net
            {
                public const int One = 1;
            }

            namespace Numbers
            {
                public static class Sizes { public const int Three = 3; public const string Word = "w"; }
                [Block, ReLU] public abstract class Part;
            }
            """,
        ],
        title: "Put all layers of 'Net' on one declaration");

    [Fact]
    public Task Declarations_of_a_block_are_merged() => FixTest<MergeDeclarationsCodeFix>.Fixes(
        [
            """
            [Network(2)] [{|STN0020:Apply<Parts.A>|}] [{|STN0020:Apply<Parts.B>|}] partial class Net;
            [Network(2)] [ReLU] [{|STN0020:Apply<Parts.C>|}] partial class Other;
            """,
            """
            namespace Parts
            {
                [Block]
                internal abstract partial class A;

                [Dense(A.Units), ReLU]
                internal abstract partial class A
                {
                    /// <summary>How wide it is.</summary>
                    public const int Units = 8;
                }

                [Block, Dense(B.Units)]
                internal abstract partial class B { public const int Units = 5; }

                internal abstract partial class B { public const int More = 2, Last = 2; public const float Kept = 1; }

                [Tanh]
                internal abstract partial class B;
            }
            """,
            """
            namespace Parts
            {
                [Block]
                internal abstract partial class C
                {
                    public const int Units = 5;
                }

                [Apply<A>] [Dense(C.More)] internal abstract partial class C
                {
                    public const int More = 2;
                }
            }
            """,
        ],
        [
            """
            [Network(2)] [Apply<Parts.A>] [Apply<Parts.B>] partial class Net;
            [Network(2)] [ReLU] [Apply<Parts.C>] partial class Other;
            """,
            """
            namespace Parts
            {
                [Block] [Dense(A.Units)] [ReLU]
                internal abstract partial class A
                {
                    /// <summary>How wide it is.</summary>
                    public const int Units = 8;
                }

                [Block, Dense(B.Units)] [Tanh]
                internal abstract partial class B { public const int Units = 5; public const int More = 2, Last = 2; }

                internal abstract partial class B { public const float Kept = 1; }

            }
            """,
            """
            namespace Parts
            {
                [Block] [Apply<A>] [Dense(C.More)]
                internal abstract partial class C
                {
                    public const int Units = 5;
                    public const int More = 2;
                }

            }
            """,
        ]);
}
