using StaticNet.Generator.Functions;

namespace StaticNet.Generator.Parsing;

/// <summary>A condition in a function: comparisons, joined by and, or and not.</summary>
internal abstract record FunctionCondition
{
    /// <summary>The node of <c>condition ? yes : no</c>.</summary>
    public abstract int Choose(FunctionBuilder function, int yes, int no);

    /// <summary>One condition or the other, as a third one says.</summary>
    public static FunctionCondition Either(FunctionCondition condition, FunctionCondition yes, FunctionCondition no)
        => new Or(new And(condition, yes), new And(new Not(condition), no));

    internal sealed record Always(bool Value) : FunctionCondition
    {
        public override int Choose(FunctionBuilder function, int yes, int no) => Value ? yes : no;
    }

    /// <param name="Operation">One of the comparisons.</param>
    /// <param name="A">Its left side.</param>
    /// <param name="B">Its right side.</param>
    internal sealed record Compare(Operation Operation, int A, int B) : FunctionCondition
    {
        public override int Choose(FunctionBuilder function, int yes, int no) => yes == no ? yes : function.Add(Operation, A, B, yes, no);
    }

    internal sealed record Not(FunctionCondition Condition) : FunctionCondition
    {
        public override int Choose(FunctionBuilder function, int yes, int no) => Condition.Choose(function, no, yes);
    }

    internal sealed record And(FunctionCondition Left, FunctionCondition Right) : FunctionCondition
    {
        public override int Choose(FunctionBuilder function, int yes, int no) => Left.Choose(function, Right.Choose(function, yes, no), no);
    }

    internal sealed record Or(FunctionCondition Left, FunctionCondition Right) : FunctionCondition
    {
        public override int Choose(FunctionBuilder function, int yes, int no) => Left.Choose(function, yes, Right.Choose(function, yes, no));
    }
}
