using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace StaticNet.Generator.Tests.Debugging;

/// <summary>
/// A debugger on a program: the same interfaces of the same library, which lies in every runtime's folder, that editors' debuggers drive. What they
/// add, symbols, is <see cref="Symbols"/> here.
/// </summary>
internal sealed class DebuggerSession : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Debuggee _debuggee;
    private readonly bool _isJustMyCode;
    private readonly CorDebug.IDebugger _debugger;
    private readonly CorDebug.IController _process;
    private readonly BlockingCollection<(CorDebug.IController At, CorDebug.IThread? Thread)> _stops = [];
    private readonly List<CorDebug.IBreakpoint> _breakpoints = [];
    private readonly TaskCompletionSource<CorDebug.IModule> _program = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (CorDebug.IController At, CorDebug.IThread? Thread) _stop;

    /// <summary>Attaches.</summary>
    /// <param name="debuggee">The program, which waits.</param>
    /// <param name="isJustMyCode">Whether steps stay in code that is the program's own.</param>
    public DebuggerSession(Debuggee debuggee, bool isJustMyCode)
    {
        _debuggee = debuggee;
        _isJustMyCode = isJustMyCode;
        _debugger = Create(debuggee.Process);
        _debugger.Initialize();
        _debugger.SetManagedHandler(new Callbacks(OnLoaded, (at, thread) => _stops.Add((at, thread))));
        _process = _debugger.DebugActiveProcess((uint)debuggee.Process.Id, false);
        Assert.True(_program.Task.Wait(Patience), "The debugger is not told of the program's module.");
    }

    /// <summary>Whether this machine has the library; where it has not, what is missing.</summary>
    public static string? Missing()
        => !OperatingSystem.IsLinux() ? "Written for Linux: elsewhere a debugger has to be signed, or finds the runtime in another way."
            : !File.Exists(Library(RuntimeEnvironment.GetRuntimeDirectory())) ? $"There is no {Library(RuntimeEnvironment.GetRuntimeDirectory())}."
            : null;

    /// <summary>Sets a breakpoint at a line of a file.</summary>
    public void Break(string file, int line)
    {
        (uint method, uint offset) = _debuggee.Symbols.Find(file, line);
        CorDebug.IBreakpoint breakpoint = _program.Task.Result.GetFunctionFromToken(method).GetILCode().CreateBreakpoint(offset);
        breakpoint.Activate(true);
        _breakpoints.Add(breakpoint);
    }

    /// <summary>Lets the program run until it stops next.</summary>
    /// <returns>Where; null if it has ended.</returns>
    public (string File, int Line)? Continue()
    {
        _stop.At?.Continue(false);
        return Wait();
    }

    /// <summary>
    /// Steps into what the statement calls, as editors do: code without symbols, such as the conversion of an argument, is stepped out of again.
    /// </summary>
    public (string File, int Line)? StepIn()
    {
        (uint method, uint offset) = Position()!.Value;
        CorDebug.StepRange statement = _debuggee.Symbols.Statement(method, offset);
        bool isOutside = false;
        while (true)
        {
            CorDebug.IStepper stepper = _stop.Thread!.CreateStepper();
            stepper.SetInterceptMask(CorDebug.None);
            stepper.SetUnmappedStopMask(CorDebug.None);
            ((CorDebug.IStepper2)stepper).SetJMC(_isJustMyCode);
            if (isOutside)
            {
                stepper.StepOut();
            }
            else
            {
                stepper.StepRange(true, in statement, 1);
            }

            (string, int)? place = Continue();
            if (_stop.Thread is null)
            {
                return null;
            }

            isOutside = Position() is null;
            if (Position() is { } position && (position.Method != method || position.Offset < statement.Start || position.Offset >= statement.End))
            {
                return place;
            }
        }
    }

    /// <summary>The value of an integer argument of the method where the program has stopped.</summary>
    /// <param name="index">Its place among the parameters.</param>
    public int Argument(uint index) => Integer(Frame.GetArgument(index));

    /// <summary>The value of an integer local of the method where the program has stopped.</summary>
    /// <param name="name">Its name.</param>
    public int Local(string name) => Integer(Frame.GetLocalVariable(_debuggee.Symbols.Local(Position()!.Value.Method, name)));

    /// <summary>Detaches: the program runs on by itself.</summary>
    public void Dispose()
    {
        // In order: the library waits for a program that has gone without a word.
        if (!_debuggee.Process.HasExited)
        {
            _process.Stop(0);
            _breakpoints.ForEach(static breakpoint => breakpoint.Activate(false));
            _process.Detach();
        }

        _debugger.Terminate();
        _stops.Dispose();
    }

    private (string File, int Line)? Wait()
    {
        Assert.True(_stops.TryTake(out _stop, Patience), "The program neither stops nor ends.");
        return _stop.Thread is not null && Position() is { } position ? _debuggee.Symbols.Locate(position.Method, position.Offset) : null;
    }

    private CorDebug.IILFrame Frame => (CorDebug.IILFrame)_stop.Thread!.GetActiveFrame();

    // The instruction where the program has stopped, if it is one of its own.
    private (uint Method, uint Offset)? Position()
    {
        CorDebug.IILFrame frame = Frame;
        CorDebug.IFunction function = frame.GetFunction();
        if (!Debuggee.IsProgram(NameOf(function.GetModule())))
        {
            return null;
        }

        frame.GetIP(out uint offset, out _);
        return (function.GetToken(), offset);
    }

    private static int Integer(CorDebug.IValue value)
    {
        ((CorDebug.IGenericValue)value).GetValue(out int integer);
        return integer;
    }

    // What is the program's own is what an editor has symbols of.
    private void OnLoaded(CorDebug.IModule module)
    {
        bool isProgram = Debuggee.IsProgram(NameOf(module));
        ((CorDebug.IModule2)module).SetJMCStatus(isProgram, 0, 0);
        if (isProgram)
        {
            _program.SetResult(module);
        }
    }

    private static unsafe string NameOf(CorDebug.IModule module)
    {
        const int Capacity = 1024;
        char* name = stackalloc char[Capacity];
        module.GetName(Capacity, out _, name);
        return new string(name);
    }

    private static string Library(string runtime) => Path.Combine(runtime, "libmscordbi.so");

    // What the debugging shim does: the library beside the process's runtime, told where that lies in its memory.
    private static unsafe CorDebug.IDebugger Create(Process process)
    {
        ProcessModule runtime = process.Modules.Cast<ProcessModule>().First(static module => module.ModuleName == "libcoreclr.so");
        nint library = NativeLibrary.Load(Library(Path.GetDirectoryName(runtime.FileName)!));

        // Elsewhere the system calls it.
        var main = (delegate* unmanaged<nint, uint, nint, int>)NativeLibrary.GetExport(library, "DllMain");
        main(library, 1, 0);
        var create = (delegate* unmanaged<int, uint, char*, nint, nint*, int>)NativeLibrary.GetExport(library, "CoreCLRCreateCordbObjectEx");
        nint unknown;
        Marshal.ThrowExceptionForHR(create(CorDebug.Version, (uint)process.Id, null, runtime.BaseAddress, &unknown));
        return (CorDebug.IDebugger)new StrategyBasedComWrappers().GetOrCreateObjectForComInstance(unknown, CreateObjectFlags.None);
    }
}
