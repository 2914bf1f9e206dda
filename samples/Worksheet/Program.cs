using System.Globalization;
using System.Text;
using StaticNet.Samples.Worksheet;
using StaticNet.Samples.Worksheet.Rows;

// A worksheet of exercises that were solved by hand, each one solved again by a declared network: what was found by hand, what
// the network says, and where the hand slipped. Fails if a figure of ours is wrong.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;

var sheet = new Sheet();
SoftmaxRow.Solve(sheet);
DeadReluRow.Solve(sheet);
XorRow.Solve(sheet);
ParameterCountRow.Solve(sheet);
SigmoidChainRow.Solve(sheet);
BatchNormRow.Solve(sheet);
DropoutRow.Solve(sheet);
VerticalEdgeRow.Solve(sheet);
VanishingGradientRow.Solve(sheet);
WeightSharingRow.Solve(sheet);
ResidualRow.Solve(sheet);
SamePaddingRow.Solve(sheet);
BranchCostRow.Solve(sheet);
return sheet.Close() ? 0 : 1;
