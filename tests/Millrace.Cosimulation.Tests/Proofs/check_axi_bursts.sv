// mr_axi_bursts, under any addresses, any wait for aready, any hurry: an address offered stays, with its length, until it is taken; no
// burst crosses a page of 4,096 bytes; every word number that was taken is in one burst, the one that is sent next, at its own place
// (one word is followed, any one); a burst has as many beats as words times BEATS, at most MOST words.
module check_axi_bursts #(
    parameter int ADDRESS_BITS = 12,
    parameter int STRIDE_BITS  = 9,
    parameter int BEATS        = 1,
    parameter int MOST         = 4,
    parameter int WAIT         = 3
) (
    input logic                    clk,
    input logic                    rst,
    input logic                    hurry,
    input logic                    valid,
    input logic [ADDRESS_BITS-1:0] at,
    input logic                    aready
);
  localparam int CountBits = $clog2(MOST + 1);
  localparam int BeatBytes = (1 << STRIDE_BITS) / BEATS;

  (* anyconst *) logic [63:0] base;
  logic take, issued, avalid;
  logic [CountBits-1:0] words;
  logic [63:0] aaddr;
  logic [7:0] alen;
  mr_axi_bursts #(.ADDRESS_BITS(ADDRESS_BITS), .STRIDE_BITS(STRIDE_BITS), .BEATS(BEATS), .MOST(MOST), .WAIT(WAIT)) dut (
      .clk(clk), .rst(rst), .base(base), .hurry(hurry), .valid(valid), .at(at), .take(take), .issued(issued), .words(words),
      .avalid(avalid), .aready(aready), .aaddr(aaddr), .alen(alen));
  (* hierconn *) wire \dut.open ;
  (* hierconn *) wire [CountBits-1:0] \dut.count ;
  (* hierconn *) wire [ADDRESS_BITS-1:0] \dut.first ;
  (* hierconn *) wire [ADDRESS_BITS-1:0] \dut.next ;

  // What was offered and not taken.
  logic kept, offered;
  logic [ADDRESS_BITS-1:0] kept_at;
  logic [63:0] offered_address;
  logic [7:0] offered_length;

  // The word that is followed: in the burst that is being joined, at this place; or in the one that is offered.
  (* anyseq *) logic follow;
  logic followed, sent;
  logic [ADDRESS_BITS-1:0] word;
  logic [CountBits-1:0] place;
  logic started = 1'b0;
  always_ff @(posedge clk) begin
    started <= 1'b1;
    kept <= valid && !take && !rst;
    kept_at <= at;
    offered <= avalid && !aready && !rst;
    offered_address <= aaddr;
    offered_length <= alen;
    sent <= followed && issued && !rst;
    if (rst) followed <= 1'b0;
    else if (followed) followed <= !issued;
    else if (take && follow) begin
      followed <= 1'b1;
      word <= at;
      place <= issued || !\dut.open ? '0 : \dut.count ;
    end
  end

  logic [ADDRESS_BITS-1:0] length;
  assign length = ADDRESS_BITS'(\dut.count );
  always_comb begin
    if (!started) assume (rst);
    else begin
      if (kept && !rst) assume (valid && at == kept_at);

      if (offered && !rst) assert (avalid && aaddr == offered_address && alen == offered_length);
      if (avalid) assert (64'(aaddr[11:0]) + (64'(alen) + 1) * BeatBytes <= 4096);
      if (avalid) assert (aaddr[STRIDE_BITS-1:0] == '0);
      if (avalid) assert ((9'(alen) + 9'd1) % 9'(BEATS) == '0 && alen < 8'(MOST * BEATS));
      if (issued) assert (words != '0 && words <= CountBits'(MOST));
      if (sent) assert (avalid && aaddr + (64'(place) << STRIDE_BITS) == {base[63:12], 12'd0} + (64'(word) << STRIDE_BITS));
      if (sent) assert ((9'(place) + 9'd1) * 9'(BEATS) <= 9'(alen) + 9'd1);

      // What makes it so.
      assert (\dut.open == (\dut.count != '0));
      assert (\dut.count <= CountBits'(MOST));
      if (\dut.open ) assert (\dut.next == \dut.first + length);
      if (\dut.open ) assert (64'(\dut.first [11-STRIDE_BITS:0]) + 64'(\dut.count ) <= 64'(1 << (12 - STRIDE_BITS)));
      if (followed) assert (\dut.open && place < \dut.count && word == \dut.first + ADDRESS_BITS'(place));

      cover (issued && words == CountBits'(MOST));
      cover (issued && words == CountBits'(1) && valid && take);
      cover (sent && place == CountBits'(2));
      cover (offered && avalid && aready);
    end
  end
endmodule
