// A table of constants, looked up in several lanes at once. An entry is there two cycles after its address. In block memories two lanes
// share a copy, each with a port of its own.
module mr_rom #(
    parameter int WIDTH = 8,
    parameter int ENTRIES = 2,
    parameter int LANES = 1,
    parameter int ADDRESS_BITS = 1,
    parameter     KIND = "table",  // or "block"
    parameter     CONTENTS = ""  // a file of hexadecimal entries
) (
    input  logic                          clk,
    input  logic [LANES*ADDRESS_BITS-1:0] at,
    output logic [LANES*WIDTH-1:0]        entry
);
  if (KIND == "block") begin : gen_block
    for (genvar l = 0; l < LANES; l += 2) begin : gen_copy
      localparam int Ports = l + 1 < LANES ? 2 : 1;
      (* rom_style = "block" *) logic [WIDTH-1:0] table_[ENTRIES];
      initial if (CONTENTS != "") $readmemh(CONTENTS, table_);
      for (genvar p = 0; p < Ports; p++) begin : gen_port
        logic [WIDTH-1:0] read;
        always_ff @(posedge clk) begin
          read <= table_[at[(l+p)*ADDRESS_BITS+:ADDRESS_BITS]];
          entry[(l+p)*WIDTH+:WIDTH] <= read;
        end
      end
    end
  end else begin : gen_tables
`ifdef YOSYS
    (* ram_style = "logic" *)  // Yosys 0.23 has no distributed ROM
`else
    (* rom_style = "distributed" *)
`endif
    logic [WIDTH-1:0] table_[ENTRIES];
    initial if (CONTENTS != "") $readmemh(CONTENTS, table_);
    for (genvar l = 0; l < LANES; l++) begin : gen_lane
      logic [WIDTH-1:0] read;
      always_ff @(posedge clk) begin
        read <= table_[at[l*ADDRESS_BITS+:ADDRESS_BITS]];
        entry[l*WIDTH+:WIDTH] <= read;
      end
    end
  end
endmodule
