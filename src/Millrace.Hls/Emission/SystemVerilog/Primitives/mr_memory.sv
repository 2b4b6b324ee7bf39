// A memory with one writing and one reading port. Words are written in parts, each a memory of its own; a word read is there two cycles
// later, through the memory's output register, and does not see what is written in the same cycle. One of several blocks can lie behind
// the other, as in a ping-pong buffer.
module mr_memory #(
    parameter int WIDTH = 8,
    parameter int WORDS = 2,
    parameter int PARTS = 1,
    parameter int ADDRESS_BITS = 1,
    parameter     KIND = "table",  // or "block", "ultra"
    parameter     CONTENTS = ""  // a file of hexadecimal words, or nothing; contents are not in parts
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

  logic [WIDTH-1:0] word;

  for (genvar p = 0; p < PARTS; p++) begin : gen_part
    mr_words #(.WIDTH(PartBits), .WORDS(WORDS), .ADDRESS_BITS(ADDRESS_BITS), .KIND(KIND), .CONTENTS(CONTENTS)) words (
        .clk(clk), .write(write && write_part[p]), .write_at(write_at), .write_data(write_data[p*PartBits+:PartBits]),
        .read_at(read_at), .read_data(word[p*PartBits+:PartBits]));
  end

  always_ff @(posedge clk) read_data <= word;
endmodule
