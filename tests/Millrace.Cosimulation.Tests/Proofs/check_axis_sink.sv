// mr_axis_sink, under any writing that credits allow, any stops of the network's time and any wait for tready: elements leave in order,
// none lost, none twice, none changed (one element is followed, any one); what is offered stays until it is taken; tlast marks an
// element only when the network has ended and nothing is behind it; `empty` says that nothing is left; never more than DEPTH elements
// are unread.
module check_axis_sink #(
    parameter int DEPTH = 2
) (
    input logic       clk,
    input logic       rst,
    input logic       step,
    input logic       ended,
    input logic       push,
    input logic [1:0] data,
    input logic       tready
);
  localparam int Words = DEPTH < 2 ? 2 : DEPTH;
  localparam int AddressBits = $clog2(Words);
  localparam int CountBits = $clog2(DEPTH + 1);

  logic credit, tvalid, tlast, empty;
  logic [7:0] tdata;
  mr_axis_sink #(.WIDTH(2), .BYTES(1), .DEPTH(DEPTH), .LATENCY(1)) dut (
      .clk(clk), .rst(rst), .step(step), .ended(ended), .push(push), .data(data), .credit(credit), .tvalid(tvalid), .tready(tready),
      .tdata(tdata), .tlast(tlast), .empty(empty));
  (* hierconn *) wire \dut.held ;
  (* hierconn *) wire \dut.sends ;
  (* hierconn *) wire [1:0] \dut.holding ;
  (* hierconn *) wire [CountBits-1:0] \dut.owed ;
  (* hierconn *) wire [3:0] \dut.settled ;
  (* hierconn *) wire [CountBits-1:0] \dut.channel.count ;
  (* hierconn *) wire [AddressBits-1:0] \dut.channel.gen_memory.write_at ;
  (* hierconn *) wire [AddressBits-1:0] \dut.channel.gen_memory.read_at ;
  (* hierconn *) wire [1:0] \dut.channel.gen_memory.gen_words.memory[0] ;
  (* hierconn *) wire [1:0] \dut.channel.gen_memory.gen_words.memory[1] ;
  (* hierconn *) wire [1:0] \dut.channel.gen_memory.gen_words.memory[2] ;
  (* hierconn *) wire [1:0] \dut.channel.gen_memory.gen_words.memory[3] ;

  (* hierconn *) wire [1:0] \dut.channel.gen_register.waiting ;

  function automatic [1:0] stored(input logic [7:0] place);
    if (DEPTH == 1) stored = \dut.channel.gen_register.waiting ;
    else stored = place == 0 ? \dut.channel.gen_memory.gen_words.memory[0] : place == 1 ? \dut.channel.gen_memory.gen_words.memory[1] :
        place == 2 ? \dut.channel.gen_memory.gen_words.memory[2] : \dut.channel.gen_memory.gen_words.memory[3] ;
  endfunction
  function automatic [7:0] around(input logic [7:0] place);
    around = place >= 8'(Words) ? place - 8'(Words) : place;
  endfunction

  // Credits that the network has, elements inside, and what may not change.
  logic [7:0] credits, inside, out;
  logic held, was_push, offered, was_last, was_ended, was_follower;
  logic [1:0] was_data;
  logic [7:0] offered_data;
  assign out = 8'(\dut.held ) + 8'(tvalid);
  assign inside = out + 8'(\dut.channel.count );

  (* anyseq *) logic follow;
  logic followed;
  logic [1:0] value;
  logic [7:0] ahead;
  logic writes;
  logic started = 1'b0;
  assign writes = push && step && !rst;
  always_ff @(posedge clk) begin
    started <= 1'b1;
    held <= !step && !rst;
    was_push <= push;
    was_data <= data;
    was_ended <= ended && !rst;
    offered <= tvalid && !tready && !rst;
    offered_data <= tdata;
    was_last <= tlast;
    credits <= rst ? 8'(DEPTH) : credits - 8'(writes) + 8'(credit && step);
    was_follower <= \dut.sends && \dut.channel.count == '0 && !writes && !rst;
    if (rst) followed <= 1'b0;
    else if (followed) begin
      if (tvalid && tready && ahead == '0) followed <= 1'b0;
      if (tvalid && tready) ahead <= ahead - 1'b1;
    end else if (writes && follow) begin
      followed <= 1'b1;
      value <= data;
      ahead <= inside - 8'(tvalid && tready);
    end
  end

  always_comb begin
    if (!started) assume (rst);
    else begin
      if (credits == '0) assume (!push);
      if (held) assume (push == was_push && data == was_data);
      if (ended) assume (!push);

      if (offered && !rst) assert (tvalid && tdata == offered_data && tlast == was_last);
      if (tvalid) assert (tdata[7:2] == '0);
      if (followed && ahead == '0 && tvalid) assert (tdata[1:0] == value);
      if (followed) assert (ahead < inside);
      assert (empty == (inside == '0 && !(push && step)));
      if (\dut.sends && !rst) assert (\dut.channel.count != '0 || writes || ended || was_ended);
      if (was_follower) assert (tvalid && tlast);

      // What makes it so.
      assert (\dut.settled == '0 || was_ended);
      assert (credits + 8'(\dut.channel.count ) + 8'(\dut.owed ) == 8'(DEPTH));
      assert (credits <= 8'(DEPTH) && \dut.channel.count <= CountBits'(DEPTH));
      if (DEPTH > 1) begin
        assert (8'(\dut.channel.gen_memory.read_at ) < 8'(Words));
        assert (8'(\dut.channel.gen_memory.write_at ) == around(around(8'(\dut.channel.gen_memory.read_at ) + 8'(\dut.channel.count ))));
      end
      if (followed && ahead >= out)
        assert (stored(DEPTH == 1 ? 8'd0 : around(8'(\dut.channel.gen_memory.read_at ) + ahead - out)) == value);
      if (followed && \dut.held && ahead == 8'(tvalid)) assert (\dut.holding == value);

      cover (tvalid && tlast && tready);
      cover (tvalid && !tlast && tready && \dut.sends );
      cover (\dut.channel.count == CountBits'(DEPTH) && offered);
      cover (followed && tvalid && tready && ahead == '0 && value == '1);
    end
  end
endmodule
