// Words in tables, block memory or UltraRAM: one writing and one reading port. A word read is there a cycle later, and does not see what is
// written in the same cycle.
module mr_words #(
    parameter int WIDTH = 8,
    parameter int WORDS = 2,
    parameter int ADDRESS_BITS = 1,
    parameter     KIND = "table",  // or "block", "ultra"
    parameter     CONTENTS = ""  // a file of hexadecimal words, or nothing
) (
    input  logic                    clk,
    input  logic                    write,
    input  logic [ADDRESS_BITS-1:0] write_at,
    input  logic [WIDTH-1:0]        write_data,
    input  logic [ADDRESS_BITS-1:0] read_at,
    output logic [WIDTH-1:0]        read_data
);
  // The style of a memory has to be a literal.
  if (KIND == "table") begin : gen_words
    (* ram_style = "distributed" *) logic [WIDTH-1:0] memory[WORDS];
    initial if (CONTENTS != "") $readmemh(CONTENTS, memory);
    always_ff @(posedge clk) begin
      if (write) memory[write_at] <= write_data;
      read_data <= memory[read_at];
    end
  end else if (KIND == "block") begin : gen_words
    (* ram_style = "block" *) logic [WIDTH-1:0] memory[WORDS];
    initial if (CONTENTS != "") $readmemh(CONTENTS, memory);
    always_ff @(posedge clk) begin
      if (write) memory[write_at] <= write_data;
      read_data <= memory[read_at];
    end
  end else begin : gen_words
    (* ram_style = "ultra" *) logic [WIDTH-1:0] memory[WORDS];
    always_ff @(posedge clk) begin
      if (write) memory[write_at] <= write_data;
      read_data <= memory[read_at];
    end
  end
endmodule
