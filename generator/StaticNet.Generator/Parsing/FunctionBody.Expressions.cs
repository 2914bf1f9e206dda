using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using StaticNet.Generator.Functions;

namespace StaticNet.Generator.Parsing;

internal sealed partial class FunctionBody
{
    // The node of an expression of type float.
    private int Evaluate(IOperation operation)
    {
        Count(operation);
        if (operation.ConstantValue is { HasValue: true, Value: { } constant })
        {
            return Constant(operation, constant);
        }

        Enter(operation.Syntax.GetLocation());
        int node = operation switch
        {
            IParameterReferenceOperation or ILocalReferenceOperation
                when _values.TryGetValue(Variable(operation)!, out object? value) && value is int known => known,
            IUnaryOperation { OperatorMethod: null, OperatorKind: UnaryOperatorKind.Minus } minus => Function.Add(Operation.Negate, Evaluate(minus.Operand)),
            IUnaryOperation { OperatorMethod: null, OperatorKind: UnaryOperatorKind.Plus } plus => Evaluate(plus.Operand),
            IBinaryOperation { Type.SpecialType: SpecialType.System_Single } binary => EvaluateBinary(binary),
            IConditionalOperation { WhenFalse: { } no } choice => EvaluateChoice(choice, no),
            IConversionOperation { OperatorMethod: null, Operand.Type.SpecialType: SpecialType.System_Single } same
                when same.Type?.SpecialType == SpecialType.System_Single => Evaluate(same.Operand),
            IInvocationOperation call => EvaluateCall(call),
            ILocalReferenceOperation => throw new UnreadableException(), // not set yet
            _ => throw Unsupported(operation),
        };
        _depth--;
        return node;
    }

    private int Constant(IOperation operation, object constant)
    {
        if (operation.DescendantsAndSelf().OfType<IBinaryOperation>().FirstOrDefault(static part => LosesFraction(part)) is { } division)
        {
            throw Report(
                division.Syntax.GetLocation(),
                Shown(division.Syntax),
                $"it divides whole numbers, and is {Convert.ToString(division.ConstantValue.Value, CultureInfo.InvariantCulture)}; write one of them with an f, as in '1f / 2'");
        }

        // Another constant would have been converted, if it could be.
        return constant is float number ? Function.Constant(number) : throw new UnreadableException();
    }

    private static bool LosesFraction(IBinaryOperation operation)
        => operation is { OperatorKind: BinaryOperatorKind.Divide, ConstantValue.HasValue: true, LeftOperand.ConstantValue.Value: int left, RightOperand.ConstantValue.Value: int right }
            && right != 0
            && left % right != 0;

    // A sum of thousands of terms stands as deep on its left: it is taken apart without a call for each.
    private int EvaluateBinary(IBinaryOperation operation)
    {
        var pending = new Stack<IBinaryOperation>();
        IOperation first = operation;
        while (first is IBinaryOperation { Type.SpecialType: SpecialType.System_Single, ConstantValue.HasValue: false } binary)
        {
            Count(binary);
            pending.Push(binary);
            first = binary.LeftOperand;
        }

        int node = Evaluate(first);
        while (pending.Count > 0)
        {
            IBinaryOperation binary = pending.Pop();
            if (binary.OperatorMethod is not null || Arithmetic(binary.OperatorKind) is not { } arithmetic)
            {
                throw Unsupported(binary);
            }

            node = Function.Add(arithmetic, node, Evaluate(binary.RightOperand));
        }

        return node;
    }

    private static Operation? Arithmetic(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => Operation.Add,
        BinaryOperatorKind.Subtract => Operation.Subtract,
        BinaryOperatorKind.Multiply => Operation.Multiply,
        BinaryOperatorKind.Divide => Operation.Divide,
        _ => null,
    };

    private int EvaluateChoice(IConditionalOperation choice, IOperation no)
    {
        FunctionCondition condition = EvaluateCondition(choice.Condition);
        return condition.Choose(Function, Evaluate(choice.WhenTrue), Evaluate(no));
    }

    private FunctionCondition EvaluateCondition(IOperation operation)
    {
        Count(operation);
        if (operation.ConstantValue is { HasValue: true, Value: bool constant })
        {
            return new FunctionCondition.Always(constant);
        }

        Enter(operation.Syntax.GetLocation());
        FunctionCondition condition = operation switch
        {
            IParameterReferenceOperation or ILocalReferenceOperation
                when _values.TryGetValue(Variable(operation)!, out object? value) && value is FunctionCondition known => known,
            IUnaryOperation { OperatorMethod: null, OperatorKind: UnaryOperatorKind.Not } not => new FunctionCondition.Not(EvaluateCondition(not.Operand)),
            IBinaryOperation { OperatorMethod: null } binary => EvaluateComparison(binary),
            ILocalReferenceOperation => throw new UnreadableException(), // not set yet
            _ => throw Unsupported(operation),
        };
        _depth--;
        return condition;
    }

    private FunctionCondition EvaluateComparison(IBinaryOperation operation)
    {
        switch (operation.OperatorKind)
        {
            case BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And:
                return new FunctionCondition.And(EvaluateCondition(operation.LeftOperand), EvaluateCondition(operation.RightOperand));
            case BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or:
                return new FunctionCondition.Or(EvaluateCondition(operation.LeftOperand), EvaluateCondition(operation.RightOperand));
        }

        if (operation.LeftOperand.Type?.SpecialType != SpecialType.System_Single)
        {
            throw Unsupported(operation.LeftOperand is IConversionOperation conversion ? conversion : operation);
        }

        int a = Evaluate(operation.LeftOperand), b = Evaluate(operation.RightOperand);
        return operation.OperatorKind switch
        {
            BinaryOperatorKind.LessThan => new FunctionCondition.Compare(Operation.IfLess, a, b),
            BinaryOperatorKind.LessThanOrEqual => new FunctionCondition.Compare(Operation.IfLessOrEqual, a, b),
            BinaryOperatorKind.GreaterThan => new FunctionCondition.Compare(Operation.IfLess, b, a),
            BinaryOperatorKind.GreaterThanOrEqual => new FunctionCondition.Compare(Operation.IfLessOrEqual, b, a),
            BinaryOperatorKind.Equals => new FunctionCondition.Compare(Operation.IfEqual, a, b),
            BinaryOperatorKind.NotEquals => new FunctionCondition.Not(new FunctionCondition.Compare(Operation.IfEqual, a, b)),
            _ => throw Unsupported(operation),
        };
    }

    private int EvaluateCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method is { ContainingType: { Name: "F", ContainingType: null, ContainingNamespace: { Name: "StaticNet", ContainingNamespace.IsGlobalNamespace: true } } })
        {
            return EvaluateF(call);
        }

        if (FunctionRemedies.IsMath(method))
        {
            throw Unsupported(call);
        }

        if (FunctionSymbols.Refusal(method, null) is { } reason)
        {
            throw Report(FunctionRemedies.Token(call.Syntax), method.Name, reason);
        }

        int[] arguments = new int[method.Parameters.Length];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            arguments[argument.Parameter!.Ordinal] = Evaluate(argument.Value);
        }

        int value = Call(method, arguments, FunctionRemedies.Token(call.Syntax));
        if (FunctionSymbols.Role(method) is not ("Activation" or "Loss") || FunctionSymbols.Derivatives(method).FirstOrDefault() is not { } derivative)
        {
            return value;
        }

        return arguments.Length == 1
            ? Function.Add(Operation.Given, value, Call(derivative, arguments, derivative.Locations[0]), arguments[0])
            : throw Report(
                FunctionRemedies.Token(call.Syntax),
                method.Name,
                "its derivative with respect to one of its arguments is written by hand, and nothing is known of the other; call a method without [Derivative]");
    }

    private int EvaluateF(IInvocationOperation call)
    {
        int[] arguments = [.. call.Arguments.OrderBy(static argument => argument.Parameter!.Ordinal).Select(argument => Evaluate(argument.Value))];
        if (call.TargetMethod.Name == "Pow")
        {
            return Function[arguments[1]] is { IsConstant: true } exponent
                ? Function.Pow(arguments[0], exponent.Constant)
                : throw Report(
                    call.Arguments.First(static argument => argument.Parameter!.Ordinal == 1).Syntax.GetLocation(),
                    Shown(call.Arguments.First(static argument => argument.Parameter!.Ordinal == 1).Syntax),
                    "an exponent is a constant; for others write F.Exp(exponent * F.Log(x))");
        }

        return Enum.TryParse(call.TargetMethod.Name, out Operation operation)
            ? Function.Add(operation, arguments[0], arguments.Length > 1 ? arguments[1] : -1)
            : throw Unsupported(call);
    }
}
