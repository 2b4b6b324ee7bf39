// The DSP48E2 of AMD UltraScale+, as far as mr_dsp uses it, written from the user guide (UG579): pre-adder, multiplier, W, Y, X and Z
// multiplexers, adder, and their registers. Anything else stops the simulation.
module DSP48E2 #(
    parameter AMULTSEL = "A",
    parameter BMULTSEL = "B",
    parameter PREADDINSEL = "A",
    parameter USE_MULT = "MULTIPLY",
    parameter logic [47:0] RND = 0,
    parameter int AREG = 1, parameter int ACASCREG = 1, parameter int DREG = 1, parameter int ADREG = 1, parameter int BREG = 1,
    parameter int BCASCREG = 1, parameter int MREG = 1, parameter int PREG = 1, parameter int ALUMODEREG = 1,
    parameter int CARRYINREG = 1, parameter int CARRYINSELREG = 1, parameter int CREG = 1, parameter int INMODEREG = 1,
    parameter int OPMODEREG = 1
) (
    input CLK, input [29:0] A, input [17:0] B, input [47:0] C, input [26:0] D, input [47:0] PCIN,
    output logic [47:0] P, output [47:0] PCOUT,
    input [4:0] INMODE, input [8:0] OPMODE, input [3:0] ALUMODE, input [2:0] CARRYINSEL, input CARRYIN,
    input [29:0] ACIN, input [17:0] BCIN, input CARRYCASCIN, input MULTSIGNIN,
    input CEA1, input CEA2, input CEAD, input CEALUMODE, input CEB1, input CEB2, input CEC, input CECARRYIN, input CECTRL, input CED,
    input CEINMODE, input CEM, input CEP,
    input RSTA, input RSTALLCARRYIN, input RSTALUMODE, input RSTB, input RSTC, input RSTCTRL, input RSTD, input RSTINMODE, input RSTM,
    input RSTP,
    output [29:0] ACOUT, output [17:0] BCOUT, output CARRYCASCOUT, output [3:0] CARRYOUT, output MULTSIGNOUT, output OVERFLOW,
    output PATTERNBDETECT, output PATTERNDETECT, output UNDERFLOW, output [7:0] XOROUT
);
  wire enabled = &{CEA1, CEA2, CEAD, CEB1, CEB2, CED, CEM, CEP};
  wire reset = |{RSTA, RSTALLCARRYIN, RSTALUMODE, RSTB, RSTC, RSTCTRL, RSTD, RSTINMODE, RSTM, RSTP};

  initial begin
    if (AMULTSEL != "A" && AMULTSEL != "AD") $fatal(1, "AMULTSEL");
    if (BMULTSEL != "B" || PREADDINSEL != "A" || USE_MULT != "MULTIPLY") $fatal(1, "ports of the multiplier");
    if (ADREG != 1 || MREG != 1 || PREG != 1 || BREG < 1 || ALUMODEREG + CARRYINREG + CARRYINSELREG + CREG + INMODEREG + OPMODEREG != 0)
      $fatal(1, "registers");
    // UG579: the cascade has as many registers as the port, or one of two.
    if ((ACASCREG != AREG && !(AREG == 2 && ACASCREG == 1)) || (BCASCREG != BREG && !(BREG == 2 && BCASCREG == 1))) $fatal(1, "cascade");
  end

  logic [26:0] a[3];
  logic [17:0] b[3];
  logic [26:0] d[2];
  logic [26:0] ad;
  logic [44:0] m;
  logic [47:0] w, xy, z;

  assign {a[0], b[0], d[0]} = {A[26:0], B, D};
  always_ff @(posedge CLK) begin
    if (!enabled || reset || ALUMODE != 0 || CARRYINSEL != 0 || CARRYIN || C != 0) $fatal(1, "controls");
    if (A[29:27] != {3{A[26]}}) $fatal(1, "upper bits of A");
    {a[1], a[2], b[1], b[2], d[1]} <= {a[0], a[1], b[0], b[1], d[0]};
    // INMODE[2]: D takes part in the pre-adder; INMODE[3]: it subtracts; INMODE[1]: A is gated.
    if (INMODE != 5'b00100 && INMODE != 5'b00000) $fatal(1, "INMODE");
    ad <= a[AREG] + (INMODE[2] ? d[DREG] : 27'd0);
    m <= 45'($signed(AMULTSEL == "AD" ? ad : a[AREG])) * 45'($signed(b[BREG]));
    P <= w + xy + z;
  end

  always_comb begin
    case (OPMODE[8:7])
      2'b00: w = 0;
      2'b10: w = RND;
      default: begin w = 0; $fatal(1, "W"); end
    endcase
    case (OPMODE[6:4])
      3'b000: z = 0;
      3'b001: z = PCIN;
      3'b101: z = 48'($signed(PCIN[47:17]));
      default: begin z = 0; $fatal(1, "Z"); end
    endcase
    if (OPMODE[3:0] != 4'b0101) $fatal(1, "X and Y");
    xy = 48'($signed(m));
  end

  assign PCOUT = P;
endmodule
