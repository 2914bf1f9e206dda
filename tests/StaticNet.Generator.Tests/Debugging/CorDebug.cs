using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using StaticNet.Generator.Layers;

namespace StaticNet.Generator.Tests.Debugging;

/// <summary>
/// The runtime's debugging interfaces, as <c>cordebug.idl</c> declares them, up to the last method that is called. A method without parameters
/// whose original has some only keeps its place.
/// </summary>
internal static partial class CorDebug
{
    /// <summary>The version of the interfaces that is asked for: CorDebugVersion_2_0, which all later ones are found through.</summary>
    public const int Version = 3;

    /// <summary>A stepper that skips class constructors and the like: INTERCEPT_NONE and STOP_NONE.</summary>
    public const int None = 0;

    /// <summary>ICorDebug.</summary>
    [GeneratedComInterface]
    [Guid("3D6F5F61-7538-11D3-8D5B-00104B35E7EF")]
    internal partial interface IDebugger
    {
        void Initialize();

        void Terminate();

        void SetManagedHandler(IManagedCallback callback);

        void SetUnmanagedHandler();

        void CreateProcess();

        IController DebugActiveProcess(uint id, [MarshalAs(UnmanagedType.Bool)] bool win32Attach);
    }

    /// <summary>ICorDebugController: a process or an application domain.</summary>
    [GeneratedComInterface]
    [Guid("3D6F5F62-7538-11D3-8D5B-00104B35E7EF")]
    internal partial interface IController
    {
        void Stop(uint ignored);

        void Continue([MarshalAs(UnmanagedType.Bool)] bool isOutOfBand);

        void IsRunning();

        void HasQueuedCallbacks();

        void EnumerateThreads();

        void SetAllThreadsDebugState();

        void Detach();

        void Terminate(uint exitCode);
    }

    /// <summary>ICorDebugModule.</summary>
    [GeneratedComInterface]
    [Guid("DBA2D8C1-E5C5-4069-8C13-10A7C6ABF43D")]
    internal partial interface IModule
    {
        void GetProcess();

        void GetBaseAddress();

        void GetAssembly();

        unsafe void GetName(uint capacity, out uint length, char* name);

        void EnableJITDebugging();

        void EnableClassLoadCallbacks();

        IFunction GetFunctionFromToken(uint method);
    }

    /// <summary>ICorDebugModule2.</summary>
    [GeneratedComInterface]
    [Guid("7FCC5FB5-49C0-41DE-9938-3B88B5B9ADD7")]
    internal partial interface IModule2
    {
        void SetJMCStatus([MarshalAs(UnmanagedType.Bool)] bool isMine, uint count, nint tokens);
    }

    /// <summary>ICorDebugFunction.</summary>
    [GeneratedComInterface]
    [Guid("CC7BCAF3-8A68-11D2-983C-0000F808342D")]
    internal partial interface IFunction
    {
        IModule GetModule();

        void GetClass();

        uint GetToken();

        ICode GetILCode();
    }

    /// <summary>ICorDebugCode.</summary>
    [GeneratedComInterface]
    [Guid("CC7BCAF4-8A68-11D2-983C-0000F808342D")]
    internal partial interface ICode
    {
        void IsIL();

        void GetFunction();

        void GetAddress();

        uint GetSize();

        IBreakpoint CreateBreakpoint(uint offset);
    }

    /// <summary>ICorDebugBreakpoint.</summary>
    [GeneratedComInterface]
    [Guid("CC7BCAE8-8A68-11D2-983C-0000F808342D")]
    internal partial interface IBreakpoint
    {
        void Activate([MarshalAs(UnmanagedType.Bool)] bool isActive);
    }

    /// <summary>ICorDebugThread.</summary>
    [GeneratedComInterface]
    [Guid("938C6D66-7FB6-4F69-B389-425B8987329B")]
    internal partial interface IThread
    {
        void GetProcess();

        void GetID();

        void GetHandle();

        void GetAppDomain();

        void SetDebugState();

        void GetDebugState();

        void GetUserState();

        void GetCurrentException();

        void ClearCurrentException();

        IStepper CreateStepper();

        void EnumerateChains();

        void GetActiveChain();

        IFrame GetActiveFrame();
    }

    /// <summary>ICorDebugFrame.</summary>
    [GeneratedComInterface]
    [Guid("CC7BCAEF-8A68-11D2-983C-0000F808342D")]
    internal partial interface IFrame
    {
        void GetChain();

        void GetCode();

        IFunction GetFunction();

        void GetFunctionToken();

        void GetStackRange();

        void GetCaller();

        void GetCallee();

        void CreateStepper();
    }

    /// <summary>ICorDebugILFrame.</summary>
    [GeneratedComInterface]
    [Guid("03E26311-4F76-11D3-88C6-006097945418")]
    internal partial interface IILFrame : IFrame
    {
        void GetIP(out uint offset, out int mapping);

        void SetIP();

        void EnumerateLocalVariables();

        IValue GetLocalVariable(uint index);

        void EnumerateArguments();

        IValue GetArgument(uint index);
    }

    /// <summary>ICorDebugStepper.</summary>
    [GeneratedComInterface]
    [Guid("CC7BCAEC-8A68-11D2-983C-0000F808342D")]
    internal partial interface IStepper
    {
        void IsActive();

        void Deactivate();

        void SetInterceptMask(int mask);

        void SetUnmappedStopMask(int mask);

        void Step([MarshalAs(UnmanagedType.Bool)] bool stepsIn);

        void StepRange([MarshalAs(UnmanagedType.Bool)] bool stepsIn, in StepRange ranges, uint count);

        void StepOut();
    }

    /// <summary>ICorDebugStepper2.</summary>
    [GeneratedComInterface]
    [Guid("C5B6E9C3-E7D1-4A8E-873B-7F047F0706F7")]
    internal partial interface IStepper2
    {
        void SetJMC([MarshalAs(UnmanagedType.Bool)] bool staysInMyCode);
    }

    /// <summary>ICorDebugValue.</summary>
    [GeneratedComInterface]
    [Guid("CC7BCAF7-8A68-11D2-983C-0000F808342D")]
    internal partial interface IValue
    {
        int GetElementType();

        uint GetSize();

        ulong GetAddress();

        void CreateBreakpoint();
    }

    /// <summary>ICorDebugGenericValue.</summary>
    [GeneratedComInterface]
    [Guid("CC7BCAF8-8A68-11D2-983C-0000F808342D")]
    internal partial interface IGenericValue : IValue
    {
        void GetValue(out int value);
    }

    /// <summary>ICorDebugManagedCallback.</summary>
    [GeneratedComInterface]
    [Guid("3D6F5F60-7538-11D3-8D5B-00104B35E7EF")]
    internal partial interface IManagedCallback
    {
        void Breakpoint(IController domain, IThread thread, nint breakpoint);

        void StepComplete(IController domain, IThread thread, nint stepper, int reason);

        void Break(IController domain, nint thread);

        void Exception(IController domain, nint thread, int isUnhandled);

        void EvalComplete(IController domain, nint thread, nint evaluation);

        void EvalException(IController domain, nint thread, nint evaluation);

        void CreateProcess(IController process);

        void ExitProcess(IController process);

        void CreateThread(IController domain, nint thread);

        void ExitThread(IController domain, nint thread);

        void LoadModule(IController domain, IModule module);

        void UnloadModule(IController domain, nint module);

        void LoadClass(IController domain, nint type);

        void UnloadClass(IController domain, nint type);

        void DebuggerError(nint process, int error, uint code);

        void LogMessage(IController domain, nint thread, int level, nint source, nint message);

        void LogSwitch(IController domain, nint thread, int level, uint reason, nint source, nint parent);

        void CreateAppDomain(IController process, nint domain);

        void ExitAppDomain(IController process, nint domain);

        void LoadAssembly(IController domain, nint assembly);

        void UnloadAssembly(IController domain, nint assembly);

        void ControlCTrap(IController process);

        void NameChange(IController domain, nint thread);

        void UpdateModuleSymbols(IController domain, nint module, nint symbols);

        void EditAndContinueRemap(IController domain, nint thread, nint function, int isAccurate);

        void BreakpointSetError(IController domain, nint thread, nint breakpoint, uint error);
    }

    /// <summary>ICorDebugManagedCallback2.</summary>
    [GeneratedComInterface]
    [Guid("250E5EEA-DB5C-4C76-B6F3-8C46F12E3203")]
    internal partial interface IManagedCallback2
    {
        void FunctionRemapOpportunity(IController domain, nint thread, nint before, nint after, uint offset);

        void CreateConnection(IController process, uint id, nint name);

        void ChangeConnection(IController process, uint id);

        void DestroyConnection(IController process, uint id);

        void Exception2(IController domain, nint thread, nint frame, uint offset, int type, uint flags);

        void ExceptionUnwind(IController domain, nint thread, int type, uint flags);

        void FunctionRemapComplete(IController domain, nint thread, nint function);

        void MDANotification(IController controller, nint thread, nint notification);
    }

    /// <summary>ICorDebugManagedCallback3.</summary>
    [GeneratedComInterface]
    [Guid("264EA0FC-2591-49AA-868E-835E6515323F")]
    internal partial interface IManagedCallback3
    {
        void CustomNotification(nint thread, IController domain);
    }

    /// <summary>ICorDebugManagedCallback4.</summary>
    [GeneratedComInterface]
    [Guid("322911AE-16A5-49BA-84A3-ED69678138A3")]
    internal partial interface IManagedCallback4
    {
        void BeforeGarbageCollection(IController process);

        void AfterGarbageCollection(IController process);

        void DataBreakpoint(IController process, nint thread, nint context, uint size);
    }

    /// <summary>COR_DEBUG_STEP_RANGE: instructions that are one step.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct StepRange(uint Start, uint End);
}
