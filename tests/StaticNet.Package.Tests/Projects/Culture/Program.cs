using System.Globalization;
using Culture;
using Shared;

Console.WriteLine($"culture {CultureInfo.CurrentCulture.Name}");
Console.WriteLine(Training.Run<Xor>());
Console.WriteLine(IIDIVISION.Summary);
