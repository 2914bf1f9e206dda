namespace StaticNet.Onnx.Layers;

/// <summary>The attributes that convolutions and pools have in common: one number an axis, of the padding first all sides before and then all behind.</summary>
internal static class WindowExport
{
    public static long[] Strides(Window2DAttribute window) => [window.StrideHeight, window.StrideWidth];

    public static long[] Pads(Window2DAttribute window) => [window.PadTop, window.PadLeft, window.PadBottom, window.PadRight];

    public static long[] Pads(Window1DAttribute window) => [window.PadLeft, window.PadRight];
}
