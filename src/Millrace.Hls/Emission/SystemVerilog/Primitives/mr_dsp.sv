// DSP slices, p = (a + d) * b + what is added, all signed, three cycles after the operands. With MILLRACE_DSP48E2 defined each is an AMD
// UltraScale+ DSP48E2 (UG579), else it is written so that tools infer what they have.
module mr_dsp #(
    parameter int          COUNT  = 1,
    parameter int          DELAY  = 0,          // 1: the operands come a cycle earlier, and wait in the slice
    parameter bit          PREADD = 0,          // whether d counts
    parameter              ADD    = "nothing",  // or "cascade": above; "shifted": above / 2^17, rounded down
    parameter logic [47:0] OFFSET = 48'd0       // if nothing else is added
) (
    input  logic                clk,
    input  logic [COUNT*27-1:0] a,
    input  logic [COUNT*27-1:0] d,
    input  logic [COUNT*18-1:0] b,
    input  logic [COUNT*48-1:0] above,  // cascade of another slice
    output logic [COUNT*48-1:0] p,
    output logic [COUNT*48-1:0] cascade
);
`ifdef MILLRACE_DSP48E2
  // OPMODE: W = RND where nothing else is added; Z = 0, PCIN or PCIN >> 17; Y and X = M.
  localparam logic [8:0] Opmode = ADD == "cascade" ? 9'b000010101 : ADD == "shifted" ? 9'b001010101 : 9'b100000101;
  localparam int         Waits = PREADD ? DELAY : 1 + DELAY;

  for (genvar i = 0; i < COUNT; i++) begin : gen_slice
    DSP48E2 #(
        .AMULTSEL(PREADD ? "AD" : "A"), .BMULTSEL("B"), .PREADDINSEL("A"), .USE_MULT("MULTIPLY"), .RND(OFFSET),
        .AREG(Waits), .ACASCREG(Waits), .DREG(DELAY), .ADREG(1), .BREG(1 + DELAY), .BCASCREG(1 + DELAY), .MREG(1), .PREG(1),
        .ALUMODEREG(0), .CARRYINREG(0), .CARRYINSELREG(0), .CREG(0), .INMODEREG(0), .OPMODEREG(0)
    ) slice (
        .CLK(clk), .A({{3{a[i*27+26]}}, a[i*27+:27]}), .B(b[i*18+:18]), .C(48'd0), .D(d[i*27+:27]),
        .PCIN(above[i*48+:48]), .P(p[i*48+:48]), .PCOUT(cascade[i*48+:48]),
        .INMODE(PREADD ? 5'b00100 : 5'b00000), .OPMODE(Opmode), .ALUMODE(4'b0000), .CARRYINSEL(3'b000), .CARRYIN(1'b0),
        .ACIN(30'd0), .BCIN(18'd0), .CARRYCASCIN(1'b0), .MULTSIGNIN(1'b0),
        .CEA1(1'b1), .CEA2(1'b1), .CEAD(1'b1), .CEALUMODE(1'b1), .CEB1(1'b1), .CEB2(1'b1), .CEC(1'b1), .CECARRYIN(1'b1),
        .CECTRL(1'b1), .CED(1'b1), .CEINMODE(1'b1), .CEM(1'b1), .CEP(1'b1),
        .RSTA(1'b0), .RSTALLCARRYIN(1'b0), .RSTALUMODE(1'b0), .RSTB(1'b0), .RSTC(1'b0), .RSTCTRL(1'b0), .RSTD(1'b0),
        .RSTINMODE(1'b0), .RSTM(1'b0), .RSTP(1'b0),
        .ACOUT(), .BCOUT(), .CARRYCASCOUT(), .CARRYOUT(), .MULTSIGNOUT(), .OVERFLOW(), .PATTERNBDETECT(), .PATTERNDETECT(),
        .UNDERFLOW(), .XOROUT()
    );
  end
`else
  logic [COUNT*27-1:0] a_in;
  logic [COUNT*27-1:0] d_in;
  logic [COUNT*18-1:0] b_in;
  logic [COUNT*27-1:0] sum;
  logic [COUNT*18-1:0] factor;
  logic [COUNT*45-1:0] product;

  if (DELAY == 0) begin : gen_now
    assign {a_in, d_in, b_in} = {a, d, b};
  end else begin : gen_wait
    always_ff @(posedge clk) begin
      a_in <= a;
      d_in <= d;
      b_in <= b;
    end
  end

  always_ff @(posedge clk) begin
    factor <= b_in;
    for (int i = 0; i < COUNT; i++) begin
      sum[i*27+:27] <= PREADD ? a_in[i*27+:27] + d_in[i*27+:27] : a_in[i*27+:27];
      product[i*45+:45] <= 45'($signed(sum[i*27+:27])) * 45'($signed(factor[i*18+:18]));
      p[i*48+:48] <= 48'($signed(product[i*45+:45]))
          + (ADD == "cascade" ? above[i*48+:48] : ADD == "shifted" ? 48'($signed(above[i*48+17+:31])) : OFFSET);
    end
  end

  assign cascade = p;
`endif
endmodule
