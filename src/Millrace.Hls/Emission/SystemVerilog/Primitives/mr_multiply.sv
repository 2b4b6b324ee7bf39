// Products of lanes, the low bits of them. Operands wider than a DSP slice are cut, 26 and 17 bits a piece, unsigned, the highest signed;
// the cascade adds the products of a wide piece with all narrow ones, shifted by 17, and tables add the sums of the wide pieces. Two
// cycles, one for each piece of b, and one for each level of adding pieces of a; in tables one.
/* verilator lint_off UNUSEDSIGNAL */  // only low bits count
/* verilator lint_off PINCONNECTEMPTY */
module mr_multiply #(
    parameter int LANES = 1,
    parameter int A_WIDTH = 8,  // the operand for the wide port, 27 bits
    parameter bit A_SIGNED = 1,
    parameter int A_LANES = 1,  // 1: the same for all
    parameter int B_WIDTH = 8,  // the one for the narrow port, 18 bits
    parameter bit B_SIGNED = 1,
    parameter int B_LANES = 1,
    parameter int WIDTH = 16,
    parameter bit TABLES = 0  // both less than 4 bits: no slice
) (
    input  logic                       clk,
    input  logic [A_LANES*A_WIDTH-1:0] a,
    input  logic [B_LANES*B_WIDTH-1:0] b,
    output logic [LANES*WIDTH-1:0]     product
);
  localparam int ASigned = A_WIDTH + (A_SIGNED ? 0 : 1);
  localparam int BSigned = B_WIDTH + (B_SIGNED ? 0 : 1);
  localparam int APieces = TABLES || ASigned < 2 ? 1 : (ASigned + 24) / 26;
  localparam int BPieces = TABLES || BSigned < 2 ? 1 : (BSigned + 15) / 17;

  for (genvar l = 0; l < LANES; l++) begin : gen_lane
    logic signed [APieces*26:0] x;
    logic signed [BPieces*17:0] y;
    logic [A_WIDTH-1:0] a_lane;
    logic [B_WIDTH-1:0] b_lane;
    assign a_lane = a[(A_LANES>1?l:0)*A_WIDTH+:A_WIDTH];
    assign b_lane = b[(B_LANES>1?l:0)*B_WIDTH+:B_WIDTH];
    assign x = A_SIGNED ? (APieces*26+1)'($signed(a_lane)) : (APieces*26+1)'(a_lane);
    assign y = B_SIGNED ? (BPieces*17+1)'($signed(b_lane)) : (BPieces*17+1)'(b_lane);

    if (TABLES) begin : gen_tables
      (* use_dsp = "no" *) logic signed [WIDTH-1:0] both;
      assign both = WIDTH'(x) * WIDTH'(y);
      always_ff @(posedge clk) product[l*WIDTH+:WIDTH] <= both;
    end else begin : gen_slices
      logic [APieces*WIDTH-1:0] parts;  // of each piece of a, where it belongs

      for (genvar i = 0; i < APieces; i++) begin : gen_wide
        localparam int Bits = BPieces * 17 + 31;
        logic [26:0]           wide;
        logic [BPieces*48-1:0] p;
        logic [BPieces*48-1:0] cascade;
        logic [Bits-1:0]       sum;

        assign wide = i == APieces - 1 ? x[i*26+:27] : {1'b0, x[i*26+:26]};

        for (genvar j = 0; j < BPieces; j++) begin : gen_narrow
          logic [17:0] narrow;
          logic [26:0] wide_then;
          logic [17:0] narrow_then;
          assign narrow = j == BPieces - 1 ? y[j*17+:18] : {1'b0, y[j*17+:17]};
          if (j < 2) begin : gen_inside
            assign {wide_then, narrow_then} = {wide, narrow};
          end else begin : gen_outside
            mr_delay #(.WIDTH(45), .CYCLES(j - 1)) waits (.clk(clk), .d({wide, narrow}), .q({wide_then, narrow_then}));
          end

          mr_dsp #(.DELAY(j > 0 ? 1 : 0), .ADD(j > 0 ? "shifted" : "nothing")) slice (
              .clk(clk), .a(wide_then), .d(27'd0), .b(narrow_then), .above(j > 0 ? cascade[(j>0?j-1:0)*48+:48] : 48'd0),
              .p(p[j*48+:48]), .cascade(cascade[j*48+:48]));

          if (j == BPieces - 1) begin : gen_last
            assign sum[j*17+:48] = p[j*48+:48];
          end else begin : gen_low
            mr_delay #(.WIDTH(17), .CYCLES(BPieces - 1 - j)) waits (.clk(clk), .d(p[j*48+:17]), .q(sum[j*17+:17]));
          end
        end

        assign parts[i*WIDTH+:WIDTH] = WIDTH'($signed(sum)) << (26 * i);
      end

      if (APieces == 1) begin : gen_one
        assign product[l*WIDTH+:WIDTH] = parts;
      end else if (APieces == 2) begin : gen_two
        always_ff @(posedge clk) product[l*WIDTH+:WIDTH] <= parts[0+:WIDTH] + parts[WIDTH+:WIDTH];
      end else begin : gen_three
        logic [WIDTH-1:0] lower;
        logic [WIDTH-1:0] upper;
        always_ff @(posedge clk) begin
          lower <= parts[0+:WIDTH] + parts[WIDTH+:WIDTH];
          upper <= parts[2*WIDTH+:WIDTH];
          product[l*WIDTH+:WIDTH] <= lower + upper;
        end
      end
    end
  end
endmodule
