// A clock that misses the edges at the ends of cycles in which `step` is low. On an FPGA this is a clock buffer with an enable: a version
// for Xilinx devices is emitted beside this one, which is for simulators and tools that know none.
module mr_clock_gate (
    input  logic clk,
    input  logic step,
    output logic gated
);
  logic open;

  always_ff @(negedge clk) open <= step;

  assign gated = clk && open;
endmodule
