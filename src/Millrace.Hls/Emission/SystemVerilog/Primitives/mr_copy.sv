// A copy of a value, a cycle later. Tools merge equal registers; this one is meant, for it stands near those that it drives.
(* keep_hierarchy = "yes" *)
module mr_copy #(
    parameter int WIDTH = 8
) (
    input  logic             clk,
    input  logic [WIDTH-1:0] d,
    output logic [WIDTH-1:0] q
);
  (* dont_touch = "true" *) logic [WIDTH-1:0] copy;

  always_ff @(posedge clk) copy <= d;

  assign q = copy;
endmodule
