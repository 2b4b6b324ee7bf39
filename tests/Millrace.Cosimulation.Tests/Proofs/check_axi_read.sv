// mr_axi_read, under any loads and any bus: the network never meets a cycle in which it needs a word that is not there; loads that wait,
// that are asked for and whose words have come are together the loads of the last LATENCY cycles of the network, so that none is lost or
// made and never more than LATENCY are under way, bursts no more than that; a word is its beats, the first lowest. The bursts are those of
// mr_axi_bursts, the order of words that of mr_fifo.
module check_axi_read #(
    parameter int LATENCY = 2,
    parameter int BEATS   = 1,
    parameter int MOST    = 2
) (
    input logic       clk,
    input logic       rst,
    input logic       load,
    input logic [3:0] load_at,
    input logic       arready,
    input logic       rvalid,
    input logic [7:0] rdata,
    input logic [1:0] rresp
);
  localparam int RoomBits = $clog2(LATENCY + 2);
  localparam int CountBits = $clog2(MOST + 1);

  (* anyconst *) logic [63:0] base;
  (* anyseq *) logic others;  // other ports are on time
  logic step, late, fault, arvalid, rready;
  logic [8*BEATS-1:0] load_data;
  logic [63:0] araddr;
  logic [7:0] arlen;
  assign step = others && !late;
  mr_axi_read #(
      .WORD(8 * BEATS), .DATA(8), .BEATS(BEATS), .STRIDE_BITS(BEATS == 1 ? 0 : 1), .ADDRESS_BITS(4), .LATENCY(LATENCY),
      .MOST(MOST), .WAIT(2)
  ) dut (
      .clk(clk), .rst(rst), .step(step), .late(late), .fault(fault), .base(base), .load(load), .load_at(load_at), .load_data(load_data),
      .arvalid(arvalid), .arready(arready), .araddr(araddr), .arlen(arlen), .rvalid(rvalid), .rready(rready), .rdata(rdata), .rresp(rresp));
  (* hierconn *) wire [RoomBits-1:0] \dut.addresses.count ;
  (* hierconn *) wire [RoomBits-1:0] \dut.answers.count ;
  (* hierconn *) wire [CountBits-1:0] \dut.bursts.count ;
  (* hierconn *) wire \dut.bursts.open ;
  (* hierconn *) wire [LATENCY-1:0] \dut.loads ;
  (* hierconn *) wire [RoomBits-1:0] \dut.ready ;
  (* hierconn *) wire \dut.due ;
  (* hierconn *) wire \dut.complete ;
  (* hierconn *) wire \dut.beat ;
  (* hierconn *) wire \dut.number ;
  (* hierconn *) wire [8*BEATS-1:0] \dut.word ;

  // Beats that the bus owes, the beat before the last, and what the network holds while its time stands still.
  logic [7:0] owed, under_way;
  logic [7:0] last_beat, beat_before;
  logic held, was_load;
  logic [3:0] was_at;
  logic failed;
  logic started = 1'b0;
  always_ff @(posedge clk) begin
    started <= 1'b1;
    failed <= !rst && (failed || (rvalid && rresp[1]));
    owed <= rst ? '0 : owed + (arvalid && arready ? arlen + 8'd1 : 8'd0) - 8'(rvalid);
    held <= !step && !rst;
    was_load <= load;
    was_at <= load_at;
    if (rvalid) begin
      last_beat <= rdata;
      beat_before <= last_beat;
    end
  end

  always_comb begin
    under_way = '0;
    for (int i = 0; i < LATENCY; i++) under_way = under_way + 8'(\dut.loads [i]);
    if (!started) assume (rst);
    else begin
      if (held) assume (load == was_load && load_at == was_at);
      if (owed == '0) assume (!rvalid);

      assert (rready);
      assert (fault == failed);
      if (\dut.due && step && !rst) assert (\dut.answers.count != '0);
      assert (8'(\dut.ready ) == 8'(\dut.answers.count ));
      if (BEATS == 1) begin
        assert (8'(\dut.addresses.count ) + 8'(\dut.bursts.count ) + (arvalid ? arlen + 8'd1 : 8'd0) + owed + 8'(\dut.beat )
            + 8'(\dut.answers.count ) == under_way);
        if (\dut.complete ) assert (\dut.word == last_beat);
        assert (!\dut.number );
      end else begin
        // In beats, of which one of a word may have come.
        assert (8'd2 * (8'(\dut.addresses.count ) + 8'(\dut.bursts.count ) + 8'(\dut.answers.count ))
            + (arvalid ? arlen + 8'd1 : 8'd0) + owed + 8'(\dut.beat ) + 8'(\dut.number ) == 8'd2 * under_way);
        if (\dut.complete ) assert (\dut.word == {last_beat, beat_before});
        if (\dut.number ) assert (\dut.beat ? \dut.word [7:0] == beat_before : \dut.word [7:0] == last_beat);
      end
      if (arvalid) assert (arlen < 8'(MOST * BEATS));
      assert (owed <= 8'(LATENCY * BEATS));
      if (late) assert (\dut.due );
      assert (\dut.bursts.open == (\dut.bursts.count != '0) && \dut.bursts.count <= CountBits'(MOST));

      cover (late && \dut.answers.count != '0);
      cover (\dut.due && step && \dut.answers.count == RoomBits'(LATENCY));
      cover (under_way == 8'(LATENCY) && step && load);
    end
  end
endmodule
