// Joins word addresses that follow each other to bursts of AXI4, none of which crosses a page of 4,096 bytes. A burst is sent when it is
// full, when the next address does not continue it, when it has waited long enough, or when somebody is in a hurry.
module mr_axi_bursts #(
    parameter int ADDRESS_BITS = 8,  // of a word's number
    parameter int STRIDE_BITS  = 2,  // a word takes 2^STRIDE_BITS bytes
    parameter int BEATS        = 1,  // beats of a word
    parameter int MOST         = 16, // words of a burst
    parameter int WAIT         = 16, // cycles that a burst waits for more words
    parameter int COUNT_BITS   = $clog2(MOST + 1)
) (
    input  logic                    clk,
    input  logic                    rst,
    input  logic [63:0]             base,    // of the memory; its low 12 bits are taken as 0
    input  logic                    hurry,
    input  logic                    valid,   // an address is there
    input  logic [ADDRESS_BITS-1:0] at,
    output logic                    take,    // it is taken
    output logic                    issued,  // a burst is sent
    output logic [COUNT_BITS-1:0]   words,   // of this many words
    output logic                    avalid,
    input  logic                    aready,
    output logic [63:0]             aaddr,
    output logic [7:0]              alen
);
  localparam int PageBits = 12 - STRIDE_BITS;
  localparam int WaitBits = $clog2(WAIT + 1);

  logic open, continues, close;
  logic [ADDRESS_BITS-1:0] first;
  logic [ADDRESS_BITS-1:0] next;
  logic [COUNT_BITS-1:0] count;
  logic [WaitBits-1:0] age;
  logic new_page;

  // A page begins where the low bits of a word's number are 0.
  if (PageBits <= 0) begin : gen_word
    assign new_page = 1'b1;
  end else if (ADDRESS_BITS > PageBits) begin : gen_pages
    assign new_page = at[PageBits-1:0] == '0;
  end else begin : gen_one
    assign new_page = at == '0;
  end

  assign continues = at == next && count != COUNT_BITS'(MOST) && !new_page;
  assign close = open && (count == COUNT_BITS'(MOST) || (valid && !continues) || age == WaitBits'(WAIT) || hurry);
  assign issued = close && (!avalid || aready) && !rst;
  assign words = count;
  assign take = valid && (issued || !open || (continues && !close)) && !rst;

  always_ff @(posedge clk)
    if (rst) begin
      open <= 1'b0;
      avalid <= 1'b0;
      age <= '0;
      count <= '0;
    end else begin
      if (issued) avalid <= 1'b1;
      else if (aready) avalid <= 1'b0;
      if (issued || !open) begin
        open <= take;
        count <= COUNT_BITS'(take);
        age <= '0;
      end else begin
        if (take) count <= count + 1'b1;
        if (age != WaitBits'(WAIT)) age <= age + 1'b1;
      end
    end

  always_ff @(posedge clk) begin
    if (take) begin
      next <= at + 1'b1;
      if (issued || !open) first <= at;
    end
    if (issued) begin
      aaddr <= {base[63:12], 12'd0} + (64'(first) << STRIDE_BITS);
      alen <= 8'(12'(count) * 12'(BEATS) - 12'd1);
    end
  end

  logic unused;
  assign unused = ^base[11:0];
endmodule
