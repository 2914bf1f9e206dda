using System.Runtime.InteropServices.Marshalling;

namespace StaticNet.Generator.Tests.Debugging;

/// <summary>What the debuggee reports. It is let go on at once, but at a breakpoint, after a step, and at its end.</summary>
/// <param name="loaded">What is done with a module before any of its code runs.</param>
/// <param name="stopped">Told where it has stopped: the thread, null at the end.</param>
[GeneratedComClass]
internal sealed partial class Callbacks(Action<CorDebug.IModule> loaded, Action<CorDebug.IController, CorDebug.IThread?> stopped)
    : CorDebug.IManagedCallback, CorDebug.IManagedCallback2, CorDebug.IManagedCallback3, CorDebug.IManagedCallback4
{
    public void Breakpoint(CorDebug.IController domain, CorDebug.IThread thread, nint breakpoint) => stopped(domain, thread);

    public void StepComplete(CorDebug.IController domain, CorDebug.IThread thread, nint stepper, int reason) => stopped(domain, thread);

    public void ExitProcess(CorDebug.IController process) => stopped(process, null);

    public void LoadModule(CorDebug.IController domain, CorDebug.IModule module)
    {
        loaded(module);
        domain.Continue(false);
    }

    public void DebuggerError(nint process, int error, uint code)
    {
    }

    public void Break(CorDebug.IController domain, nint thread) => domain.Continue(false);

    public void Exception(CorDebug.IController domain, nint thread, int isUnhandled) => domain.Continue(false);

    public void EvalComplete(CorDebug.IController domain, nint thread, nint evaluation) => domain.Continue(false);

    public void EvalException(CorDebug.IController domain, nint thread, nint evaluation) => domain.Continue(false);

    public void CreateProcess(CorDebug.IController process) => process.Continue(false);

    public void CreateThread(CorDebug.IController domain, nint thread) => domain.Continue(false);

    public void ExitThread(CorDebug.IController domain, nint thread) => domain.Continue(false);

    public void UnloadModule(CorDebug.IController domain, nint module) => domain.Continue(false);

    public void LoadClass(CorDebug.IController domain, nint type) => domain.Continue(false);

    public void UnloadClass(CorDebug.IController domain, nint type) => domain.Continue(false);

    public void LogMessage(CorDebug.IController domain, nint thread, int level, nint source, nint message) => domain.Continue(false);

    public void LogSwitch(CorDebug.IController domain, nint thread, int level, uint reason, nint source, nint parent) => domain.Continue(false);

    public void CreateAppDomain(CorDebug.IController process, nint domain) => process.Continue(false);

    public void ExitAppDomain(CorDebug.IController process, nint domain) => process.Continue(false);

    public void LoadAssembly(CorDebug.IController domain, nint assembly) => domain.Continue(false);

    public void UnloadAssembly(CorDebug.IController domain, nint assembly) => domain.Continue(false);

    public void ControlCTrap(CorDebug.IController process) => process.Continue(false);

    public void NameChange(CorDebug.IController domain, nint thread) => domain.Continue(false);

    public void UpdateModuleSymbols(CorDebug.IController domain, nint module, nint symbols) => domain.Continue(false);

    public void EditAndContinueRemap(CorDebug.IController domain, nint thread, nint function, int isAccurate) => domain.Continue(false);

    public void BreakpointSetError(CorDebug.IController domain, nint thread, nint breakpoint, uint error) => domain.Continue(false);

    public void FunctionRemapOpportunity(CorDebug.IController domain, nint thread, nint before, nint after, uint offset) => domain.Continue(false);

    public void CreateConnection(CorDebug.IController process, uint id, nint name) => process.Continue(false);

    public void ChangeConnection(CorDebug.IController process, uint id) => process.Continue(false);

    public void DestroyConnection(CorDebug.IController process, uint id) => process.Continue(false);

    public void Exception2(CorDebug.IController domain, nint thread, nint frame, uint offset, int type, uint flags) => domain.Continue(false);

    public void ExceptionUnwind(CorDebug.IController domain, nint thread, int type, uint flags) => domain.Continue(false);

    public void FunctionRemapComplete(CorDebug.IController domain, nint thread, nint function) => domain.Continue(false);

    public void MDANotification(CorDebug.IController controller, nint thread, nint notification) => controller.Continue(false);

    public void CustomNotification(nint thread, CorDebug.IController domain) => domain.Continue(false);

    public void BeforeGarbageCollection(CorDebug.IController process) => process.Continue(false);

    public void AfterGarbageCollection(CorDebug.IController process) => process.Continue(false);

    public void DataBreakpoint(CorDebug.IController process, nint thread, nint context, uint size) => process.Continue(false);
}
