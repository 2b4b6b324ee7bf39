// A memory with one writing and one reading port. Words are written in parts; a word read is there two cycles later, through the memory's
// output register, and does not see what is written in the same cycle. One of several blocks can lie behind the other, as in a ping-pong buffer.
module mr_memory #(
    parameter int WIDTH = 8,
    parameter int WORDS = 2,
    parameter int PARTS = 1,
    parameter int ADDRESS_BITS = 1,
    parameter     CONTENTS = ""  // a file of hexadecimal words, or nothing
) (
    input  logic                         clk,
    input  logic                         write,
    input  logic [PARTS-1:0]             write_part,
    input  logic [ADDRESS_BITS-1:0]      write_at,
    input  logic [WIDTH-1:0]             write_data,
    input  logic [ADDRESS_BITS-1:0]      read_at,
    output logic [WIDTH-1:0]             read_data
);
  localparam int PartBits = WIDTH / PARTS;

  logic [WIDTH-1:0] memory[WORDS];
  logic [WIDTH-1:0] word;

  initial if (CONTENTS != "") $readmemh(CONTENTS, memory);

  always_ff @(posedge clk) begin
    if (write)
      for (int p = 0; p < PARTS; p++)
        if (write_part[p]) memory[write_at][p*PartBits+:PartBits] <= write_data[p*PartBits+:PartBits];
    word <= memory[read_at];
    read_data <= word;
  end
endmodule
