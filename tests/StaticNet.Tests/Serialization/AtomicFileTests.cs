using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace StaticNet.Tests.Serialization;

/// <summary>What saving does to the file that is there, and to those beside it.</summary>
[Trait(Width.Trait, Width.Any)]
public sealed partial class AtomicFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Private)]
    [InlineData(Private | UnixFileMode.GroupRead | UnixFileMode.GroupWrite)]
    [InlineData(Private | UnixFileMode.UserExecute | UnixFileMode.OtherRead)]
    [UnsupportedOSPlatform("windows")]
    public void The_mode_stays(UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes.");
        string path = _folder.Write("weights", "old");
        File.SetUnixFileMode(path, mode);
        Save(path, "new");
        Assert.Equal(mode, File.GetUnixFileMode(path));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal(["weights"], _folder.Files);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_new_file_has_the_mode_of_any_new_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes.");
        File.WriteAllText(_folder["other"], "");
        Save(_folder["weights"], "new");
        Assert.Equal(File.GetUnixFileMode(_folder["other"]), File.GetUnixFileMode(_folder["weights"]));
    }

    [Fact]
    public void The_owner_stays_where_the_system_allows()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only the administrator gives files away.");
        string path = _folder.Write("weights", "old");
        Assert.Equal(0, ChangeOwner(path, 1234, 4321));
        Save(path, "new");
        FileStatus status = NativeFile.Find(path, followLinks: false)!.Value;
        Assert.Equal((1234u, 4321u), (status.Owner, status.Group));
    }

    [Fact]
    public void A_read_only_file_stays()
    {
        string path = _folder.Write("weights", "old");
        File.SetAttributes(path, FileAttributes.ReadOnly);
        Assert.Contains(path, Assert.Throws<UnauthorizedAccessException>(() => Save(path, "new")).Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["weights"], _folder.Files);
        File.SetAttributes(path, FileAttributes.Normal);
    }

    [Fact]
    public void All_names_of_a_file_have_the_new_content()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Hard links are made by ln.");
        foreach (int length in new[] { 1, 4096, 4097, 200_000 })
        {
            string path = _folder.Write("weights", new string('o', 10_000));
            Process.Start("ln", ["-f", path, _folder["other"]]).WaitForExit();
            string content = new('n', length);
            Save(path, content);
            Assert.Equal(content, File.ReadAllText(path));
            Assert.Equal(content, File.ReadAllText(_folder["other"]));
            Assert.Equal(["other", "weights"], _folder.Files);
        }
    }

    [Fact]
    public void What_is_no_regular_file_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes are made by mkfifo.");
        Pipes.Make(_folder["pipe"]);
        File.CreateSymbolicLink(_folder["link"], _folder["pipe"]);
        Directory.CreateDirectory(_folder["folder"]);
        Check("a pipe", _folder["pipe"]);
        Check("a pipe", _folder["link"]);
        Check("a folder", _folder["folder"]);
        Check("a device", "/dev/null");
        Check("a device", "/dev/full");
        Assert.Equal(["folder", "link", "pipe"], _folder.Files);
        Assert.True(NativeFile.Find("/dev/null", followLinks: false) is { Exists: true, IsRegular: false });

        static void Check(string kind, string path)
            => Assert.Contains($"'{path}' is {kind}", Assert.Throws<IOException>(() => Save(path, "new")).Message);
    }

    [Fact]
    public void A_link_to_nothing_is_written_through_and_one_to_itself_refused()
    {
        Directory.CreateDirectory(_folder["deep"]);
        File.CreateSymbolicLink(_folder["link"], "deep/weights");
        File.CreateSymbolicLink(_folder["link to it"], "link");
        Save(_folder["link to it"], "new");
        Assert.Equal("new", File.ReadAllText(_folder["deep/weights"]));
        Assert.Equal("link", new FileInfo(_folder["link to it"]).LinkTarget);
        File.CreateSymbolicLink(_folder["circle"], "circle");
        Assert.ThrowsAny<IOException>(() => Save(_folder["circle"], "new"));
    }

    [Fact]
    public void A_name_may_be_as_long_as_the_system_allows()
    {
        string name = new('w', 255);
        Save(_folder[name], "new");
        Save(_folder[name], "newer");
        Assert.Equal("newer", File.ReadAllText(_folder[name]));
        Assert.Throws<PathTooLongException>(() => Save(_folder[name + "w"], "new"));
        Assert.Equal([name], _folder.Files);
    }

    [Fact]
    public void Temporary_files_of_the_dead_go_and_those_of_the_living_stay()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Locks tell who lives.");
        using TemporaryFile living = TemporaryFile.Create(Path.GetDirectoryName(_folder["x"])!, isPrivate: false);
        string dead = _folder.Write(".staticnet-0123456789ab.tmp", "left behind");
        Pipes.Make(_folder[".staticnet-pipe.tmp"]);
        Save(_folder["weights"], "new");
        Assert.False(File.Exists(dead));
        Assert.True(File.Exists(living.Path));
        Assert.Contains(".staticnet-pipe.tmp", _folder.Files);
        living.Dispose();
        Assert.Equal([".staticnet-pipe.tmp", "weights"], _folder.Files);
    }

    [Fact]
    public void Many_may_save_one_path_at_once()
    {
        string path = _folder["weights"];
        for (int round = 0; round < 2; round++)
        {
            Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => Save(path, new string((char)('a' + (i % 26)), 5000 + (i * 700))));
            string content = File.ReadAllText(path);
            Assert.Equal(5000 + ((content[0] - 'a') * 700), content.Length is var length && (length - 5000) / 700 >= 26 ? length - (26 * 700) : length);
            Assert.DoesNotContain(content, c => c != content[0]);
            if (round == 0 && OperatingSystem.IsLinux())
            {
                // Once more in place.
                Assert.Equal(["weights"], _folder.Files);
                Process.Start("ln", [path, _folder["other"]]).WaitForExit();
            }
        }
    }

    [Fact]
    public void A_process_that_is_killed_leaves_the_old_file_or_the_new_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Locks tell who lives.");
        Random random = new(1);
        string path = _folder["weights.safetensors"];
        ParameterSet set = new(SaveForever.Layout);
        bool hasLeft = false;
        for (int i = 0; i < 8; i++)
        {
            using Process child = SaveForever.Start(path);
            Assert.Equal("saving", child.StandardOutput.ReadLine());
            Thread.Sleep(random.Next(40));
            child.Kill();
            child.WaitForExit();
            set.Load(path);
            Assert.True(set.Flat.IndexOfAnyExcept(set.Flat[0]) < 0);
            hasLeft |= _folder.Files.Length > 1;
            set.Save(path);
            Assert.Equal(["weights.safetensors"], _folder.Files);
        }

        Assert.True(hasLeft);
    }

    private static void Save(string path, string content) => AtomicFile.Write(path, stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(content)));

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint owner, uint group);
}
