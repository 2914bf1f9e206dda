using System.Reflection;
using System.Reflection.Emit;

namespace StaticNet.Tests.Hostile;

/// <summary>Calls a member with arguments in boxes. Reflection by itself has no way to hand over a span: an array stands for each.</summary>
internal static class Invoker
{
    /// <summary>A call of a method or constructor: of its object, or <see langword="null"/>, and its arguments. What it returns is dropped.</summary>
    public static Action<object?, object?[]> Of(MethodBase member)
    {
        var call = new DynamicMethod("Call", typeof(void), [typeof(object), typeof(object[])], typeof(Invoker).Module, skipVisibility: true);
        ILGenerator il = call.GetILGenerator();
        Type owner = member.DeclaringType!;
        bool isInstance = !member.IsStatic && member is MethodInfo;
        if (isInstance)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(owner.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, owner);
        }

        ParameterInfo[] parameters = member.GetParameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            Type type = parameters[i].ParameterType;
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldelem_Ref);
            if (ArrayBehind(type) is { } array)
            {
                il.Emit(OpCodes.Castclass, array);
                il.Emit(OpCodes.Newobj, type.GetConstructor([array])!);
            }
            else
            {
                il.Emit(OpCodes.Unbox_Any, type);
            }
        }

        if (member is ConstructorInfo constructor)
        {
            il.Emit(OpCodes.Newobj, constructor);
            il.Emit(OpCodes.Pop);
        }
        else
        {
            var method = (MethodInfo)member;
            il.Emit(isInstance && !owner.IsValueType ? OpCodes.Callvirt : OpCodes.Call, method);
            if (method.ReturnType != typeof(void))
            {
                il.Emit(OpCodes.Pop);
            }
        }

        il.Emit(OpCodes.Ret);
        return call.CreateDelegate<Action<object?, object?[]>>();
    }

    /// <summary>The type of the array that stands for a span; <see langword="null"/> for what is no span.</summary>
    public static Type? ArrayBehind(Type type)
        => type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Span<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>))
            ? type.GetGenericArguments()[0].MakeArrayType()
            : null;
}
