// A level of balanced trees: neighbours are added, or the smaller or larger of them taken; one that has no neighbour passes. A cycle later.
module mr_level #(
    parameter int GROUPS = 1,
    parameter int SIZE = 2,  // of a group
    parameter int WIDTH = 8,
    parameter bit SIGNED = 1,
    parameter     OPERATION = "add",  // or "min", "max"
    parameter int RESULT_WIDTH = WIDTH + 1
) (
    input  logic                                       clk,
    input  logic [GROUPS*SIZE*WIDTH-1:0]               x,
    output logic [GROUPS*((SIZE+1)/2)*RESULT_WIDTH-1:0] y
);
  localparam int Half = (SIZE + 1) / 2;

  always_ff @(posedge clk)
    for (int g = 0; g < GROUPS; g++)
      for (int i = 0; i < Half; i++)
        if (2 * i + 1 == SIZE)
          y[(g*Half+i)*RESULT_WIDTH+:RESULT_WIDTH] <= RESULT_WIDTH'(wide(x[(g*SIZE+2*i)*WIDTH+:WIDTH]));
        else if (OPERATION == "add")
          y[(g*Half+i)*RESULT_WIDTH+:RESULT_WIDTH] <= RESULT_WIDTH'(wide(x[(g*SIZE+2*i)*WIDTH+:WIDTH]))
              + RESULT_WIDTH'(wide(x[(g*SIZE+2*i+1)*WIDTH+:WIDTH]));
        else if ((wide(x[(g*SIZE+2*i)*WIDTH+:WIDTH]) < wide(x[(g*SIZE+2*i+1)*WIDTH+:WIDTH])) == (OPERATION == "min"))
          y[(g*Half+i)*RESULT_WIDTH+:RESULT_WIDTH] <= RESULT_WIDTH'(wide(x[(g*SIZE+2*i)*WIDTH+:WIDTH]));
        else
          y[(g*Half+i)*RESULT_WIDTH+:RESULT_WIDTH] <= RESULT_WIDTH'(wide(x[(g*SIZE+2*i+1)*WIDTH+:WIDTH]));

  function automatic logic signed [WIDTH:0] wide(input logic [WIDTH-1:0] lane);
    wide = SIGNED ? (WIDTH+1)'($signed(lane)) : (WIDTH+1)'(lane);
  endfunction
endmodule
