Console.WriteLine(Library.Net.ParameterCount);
