namespace StaticNet;

/// <summary>The element type of a tensor in a safetensors file, named as in the file.</summary>
public enum SafeTensorType
{
    /// <summary>Truth values, a byte each.</summary>
    BOOL,

    /// <summary>Unsigned integers of 8 bits.</summary>
    U8,

    /// <summary>Signed integers of 8 bits.</summary>
    I8,

    /// <summary>Floats of 8 bits, 5 of exponent and 2 of fraction.</summary>
    F8_E5M2,

    /// <summary>Floats of 8 bits, 4 of exponent and 3 of fraction.</summary>
    F8_E4M3,

    /// <summary>Unsigned integers of 16 bits.</summary>
    U16,

    /// <summary>Signed integers of 16 bits.</summary>
    I16,

    /// <summary>IEEE floats of 16 bits.</summary>
    F16,

    /// <summary>The upper 16 bits of F32.</summary>
    BF16,

    /// <summary>Unsigned integers of 32 bits.</summary>
    U32,

    /// <summary>Signed integers of 32 bits.</summary>
    I32,

    /// <summary>IEEE floats of 32 bits.</summary>
    F32,

    /// <summary>Unsigned integers of 64 bits.</summary>
    U64,

    /// <summary>Signed integers of 64 bits.</summary>
    I64,

    /// <summary>IEEE floats of 64 bits.</summary>
    F64,
}
