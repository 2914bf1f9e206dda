using System;
using System.Collections.Generic;

namespace StaticNet.Generator.Layers;

/// <summary>Which attribute of the runtime means which layer or loss, by its metadata name. A new one is one line here.</summary>
internal static class LayerRegistry
{
    public static readonly IReadOnlyDictionary<string, Func<ILayerArguments, Layer>> Layers = new Dictionary<string, Func<ILayerArguments, Layer>>(StringComparer.Ordinal)
    {
        ["InputAttribute"] = Input.Read,
        ["OutputAttribute"] = Output.Read,
        ["DenseAttribute"] = Dense.Read,
        ["Conv1DAttribute"] = Conv1D.Read,
        ["Conv2DAttribute"] = Conv2D.Read,
        ["DepthwiseConv2DAttribute"] = DepthwiseConv2D.Read,
        ["ConvTranspose1DAttribute"] = ConvTranspose1D.Read,
        ["ConvTranspose2DAttribute"] = ConvTranspose2D.Read,
        ["MaxPool1DAttribute"] = MaxPool1D.Read,
        ["MaxPool2DAttribute"] = MaxPool2D.Read,
        ["AveragePool1DAttribute"] = AveragePool1D.Read,
        ["AveragePool2DAttribute"] = AveragePool2D.Read,
        ["GlobalAveragePoolAttribute"] = GlobalAveragePool.Read,
        ["PadChannelsAttribute"] = PadChannels.Read,
        ["FlattenAttribute"] = Flatten.Read,
        ["DropoutAttribute"] = Dropout.Read,
        ["LayerNormAttribute"] = LayerNorm.Read,
        ["RMSNormAttribute"] = RMSNorm.Read,
        ["GroupNormAttribute"] = GroupNorm.Read,
        ["InstanceNormAttribute"] = InstanceNorm.Read,
        ["BatchNormAttribute"] = BatchNorm.Read,
        ["SoftmaxAttribute"] = Softmax.Read,
        ["LogSoftmaxAttribute"] = LogSoftmax.Read,
        ["ReLUAttribute"] = ReLU.Read,
        ["LeakyReLUAttribute"] = LeakyReLU.Read,
        ["PReLUAttribute"] = PReLU.Read,
        ["ELUAttribute"] = ELU.Read,
        ["GELUAttribute"] = GELU.Read,
        ["SiLUAttribute"] = SiLU.Read,
        ["MishAttribute"] = Mish.Read,
        ["SigmoidAttribute"] = Sigmoid.Read,
        ["TanhAttribute"] = Tanh.Read,
        ["SoftplusAttribute"] = Softplus.Read,
        ["HardSigmoidAttribute"] = HardSigmoid.Read,
        ["HardSwishAttribute"] = HardSwish.Read,
        ["StepAttribute"] = Step.Read,
        ["ReLU6Attribute"] = ReLU6.Read,
        ["ClampAttribute"] = Clamp.Read,
        ["SquareAttribute"] = Square.Read,
        ["SqrtAttribute"] = Sqrt.Read,
        ["ExpAttribute"] = Exp.Read,
        ["LogAttribute"] = Log.Read,
        ["AbsAttribute"] = Abs.Read,
        ["ScaleAttribute"] = Scale.Read,
        ["ShiftAttribute"] = Shift.Read,
        ["AddAttribute"] = Add.Read,
        ["SubtractAttribute"] = Subtract.Read,
        ["MultiplyAttribute"] = Multiply.Read,
        ["MaximumAttribute"] = Maximum.Read,
        ["ConcatAttribute"] = ConcatValues.Read,
        ["ActivationAttribute`1"] = FunctionActivation.Read,
        ["ApplyAttribute`1"] = Apply.Read,
        ["RepeatAttribute`1"] = Repeat.Read,
        ["ResidualAttribute`1"] = Residual.Read,
        ["ResidualAttribute`2"] = Residual.Read,
        ["ConcatAttribute`2"] = Concat.Read,
        ["ConcatAttribute`3"] = Concat.Read,
        ["ConcatAttribute`4"] = Concat.Read,
        ["ConcatAttribute`5"] = Concat.Read,
        ["ConcatAttribute`6"] = Concat.Read,
        ["ConcatAttribute`7"] = Concat.Read,
        ["ConcatAttribute`8"] = Concat.Read,
    };

    public static readonly IReadOnlyDictionary<string, Func<ILayerArguments, Loss>> Losses = new Dictionary<string, Func<ILayerArguments, Loss>>(StringComparer.Ordinal)
    {
        ["MeanSquaredErrorAttribute"] = MeanSquaredError.Read,
        ["MeanAbsoluteErrorAttribute"] = MeanAbsoluteError.Read,
        ["HuberAttribute"] = Huber.Read,
        ["CrossEntropyAttribute"] = CrossEntropy.Read,
        ["BinaryCrossEntropyAttribute"] = BinaryCrossEntropy.Read,
        ["LossAttribute`1"] = FunctionLoss.Read,
    };
}
