// mr_axi_write, under any stores and any bus: data offered stay until they are taken; each burst has as many beats as its address said, in
// the order of the addresses, wlast at the last and at no other (one burst is followed, any one); a word is sent lowest beat first; there
// are data for every address; the network never meets a cycle in which it takes a word for safe that the bus has not acknowledged; stores
// that are not acknowledged are counted exactly, never more than LATENCY.
module check_axi_write #(
    parameter int LATENCY = 2,
    parameter int BEATS   = 1,
    parameter int MOST    = 2
) (
    input logic               clk,
    input logic               rst,
    input logic               store,
    input logic [3:0]         store_at,
    input logic [8*BEATS-1:0] store_data,
    input logic               awready,
    input logic               wready,
    input logic               bvalid,
    input logic [1:0]         bresp
);
  localparam int Room = LATENCY + 1;
  localparam int RoomBits = $clog2(Room + 1);
  localparam int PlaceBits = $clog2(Room);
  localparam int CountBits = $clog2(MOST + 1);
  localparam int SafeBits = $clog2(Room + MOST + 1);

  (* anyconst *) logic [63:0] base;
  (* anyseq *) logic others;  // other ports are on time
  logic step, late, fault, quiet, awvalid, wvalid, wlast, bready, wstrb;
  logic [63:0] awaddr;
  logic [7:0] awlen, wdata;
  assign step = others && !late;
  mr_axi_write #(
      .WORD(8 * BEATS), .DATA(8), .BEATS(BEATS), .STRIDE_BITS(BEATS == 1 ? 0 : 1), .ADDRESS_BITS(4), .LATENCY(LATENCY),
      .MOST(MOST), .WAIT(2)
  ) dut (
      .clk(clk), .rst(rst), .step(step), .late(late), .fault(fault), .quiet(quiet), .base(base),
      .store(store), .store_at(store_at), .store_data(store_data),
      .awvalid(awvalid), .awready(awready), .awaddr(awaddr), .awlen(awlen),
      .wvalid(wvalid), .wready(wready), .wdata(wdata), .wstrb(wstrb), .wlast(wlast), .bvalid(bvalid), .bready(bready), .bresp(bresp));
  (* hierconn *) wire [RoomBits-1:0] \dut.addresses.count ;
  (* hierconn *) wire [RoomBits-1:0] \dut.words_to_send.count ;
  (* hierconn *) wire [CountBits-1:0] \dut.bursts.count ;
  (* hierconn *) wire \dut.bursts.open ;
  (* hierconn *) wire \dut.issued ;
  (* hierconn *) wire [CountBits-1:0] \dut.words ;
  (* hierconn *) wire [CountBits-1:0] \dut.left ;
  (* hierconn *) wire \dut.number ;
  (* hierconn *) wire [8*BEATS-1:0] \dut.word ;
  (* hierconn *) wire \dut.fetch ;
  (* hierconn *) wire \dut.final_word ;
  (* hierconn *) wire [8*BEATS-1:0] \dut.head ;
  (* hierconn *) wire \dut.answered ;
  (* hierconn *) wire \dut.due ;
  (* hierconn *) wire [LATENCY-1:0] \dut.times ;
  (* hierconn *) wire [SafeBits-1:0] \dut.safe ;
  (* hierconn *) wire [SafeBits-1:0] \dut.open ;

  // The queues of lengths, as mr_fifo keeps them.
  (* hierconn *) wire [RoomBits-1:0] \dut.sending.count ;
  (* hierconn *) wire [PlaceBits-1:0] \dut.sending.gen_memory.read_at ;
  (* hierconn *) wire [PlaceBits-1:0] \dut.sending.gen_memory.write_at ;
  (* hierconn *) wire [CountBits-1:0] \dut.sending.gen_memory.gen_words.memory[0] ;
  (* hierconn *) wire [CountBits-1:0] \dut.sending.gen_memory.gen_words.memory[1] ;
  (* hierconn *) wire [CountBits-1:0] \dut.sending.gen_memory.gen_words.memory[2] ;
  (* hierconn *) wire [CountBits-1:0] \dut.sending.gen_memory.gen_words.memory[3] ;
  (* hierconn *) wire [RoomBits-1:0] \dut.answering.count ;
  (* hierconn *) wire [PlaceBits-1:0] \dut.answering.gen_memory.read_at ;
  (* hierconn *) wire [PlaceBits-1:0] \dut.answering.gen_memory.write_at ;
  (* hierconn *) wire [CountBits-1:0] \dut.answering.gen_memory.gen_words.memory[0] ;
  (* hierconn *) wire [CountBits-1:0] \dut.answering.gen_memory.gen_words.memory[1] ;
  (* hierconn *) wire [CountBits-1:0] \dut.answering.gen_memory.gen_words.memory[2] ;
  (* hierconn *) wire [CountBits-1:0] \dut.answering.gen_memory.gen_words.memory[3] ;

  function automatic [7:0] around(input logic [7:0] place);
    around = place >= 8'(Room) ? place - 8'(Room) : place;
  endfunction
  function automatic [7:0] to_send(input logic [7:0] place);
    to_send = 8'(place == 0 ? \dut.sending.gen_memory.gen_words.memory[0] : place == 1 ? \dut.sending.gen_memory.gen_words.memory[1] :
        place == 2 ? \dut.sending.gen_memory.gen_words.memory[2] : \dut.sending.gen_memory.gen_words.memory[3] );
  endfunction
  function automatic [7:0] to_answer(input logic [7:0] place);
    to_answer = 8'(place == 0 ? \dut.answering.gen_memory.gen_words.memory[0] : place == 1 ? \dut.answering.gen_memory.gen_words.memory[1] :
        place == 2 ? \dut.answering.gen_memory.gen_words.memory[2] : \dut.answering.gen_memory.gen_words.memory[3] );
  endfunction

  // Words in both queues; those before the burst that is followed.
  logic [7:0] sends, answers, before, under_way;
  logic [7:0] position;
  always_comb begin
    sends = '0;
    answers = '0;
    before = '0;
    under_way = '0;
    for (int i = 0; i < Room; i++) begin
      if (8'(i) < 8'(\dut.sending.count )) sends = sends + to_send(around(8'(\dut.sending.gen_memory.read_at ) + 8'(i)));
      if (8'(i) < 8'(\dut.answering.count )) answers = answers + to_answer(around(8'(\dut.answering.gen_memory.read_at ) + 8'(i)));
      if (8'(i) < position) before = before + to_send(around(8'(\dut.sending.gen_memory.read_at ) + 8'(i)));
    end
    for (int i = 0; i < LATENCY; i++) under_way = under_way + 8'(\dut.times [i]);
  end

  // The beats of what is being sent; bursts that the bus has not answered, and those of them that it has.
  logic [7:0] current, bursts, done, older;
  assign older = 8'(\dut.answering.count ) - 8'(\dut.sending.count );
  logic [7:0] beats_before, beats;
  assign current = 8'(\dut.left ) * 8'(BEATS) + (wvalid ? 8'(\dut.number ) + 8'd1 : 8'd0);

  (* anyseq *) logic follow;
  logic followed, queued, held, was_store, offered, was_last;
  logic [3:0] was_at;
  logic [8*BEATS-1:0] was_data, whole;
  logic [7:0] offered_data;
  logic pops;
  logic failed;
  logic started = 1'b0;
  assign pops = \dut.sending.count != '0 && \dut.left == '0;
  always_ff @(posedge clk) begin
    started <= 1'b1;
    failed <= !rst && (failed || (bvalid && bresp[1]));
    held <= !step && !rst;
    was_store <= store;
    was_at <= store_at;
    was_data <= store_data;
    offered <= wvalid && !wready && !rst;
    offered_data <= wdata;
    was_last <= wlast;
    if (\dut.fetch ) whole <= \dut.head ;
    done <= rst ? '0 : done + 8'(wvalid && wready && wlast) - 8'(bvalid);
    bursts <= rst ? '0 : bursts + 8'(\dut.issued ) - 8'(bvalid);

    // beats_before: until its first; beats: of it, not sent yet.
    if (rst) {followed, queued} <= 2'b00;
    else if (!followed) begin
      if (\dut.issued && follow) begin
        followed <= 1'b1;
        queued <= \dut.sending.count != '0 || \dut.left != '0;
        position <= 8'(\dut.sending.count ) - 8'(pops);
        beats_before <= sends * 8'(BEATS) + current - 8'(wvalid && wready);
        beats <= 8'(\dut.words ) * 8'(BEATS);
      end
    end else begin
      if (queued && pops) begin
        queued <= position != '0;
        position <= position - 1'b1;
      end
      if (wvalid && wready) begin
        if (beats_before != '0) beats_before <= beats_before - 1'b1;
        else begin
          beats <= beats - 1'b1;
          if (beats == 8'd1) followed <= 1'b0;
        end
      end
    end
  end

  always_comb begin
    if (!started) assume (rst);
    else begin
      if (held) assume (store == was_store && store_at == was_at && store_data == was_data);
      if (done == '0) assume (!bvalid);

      assert (bready && wstrb);
      assert (fault == failed);
      if (offered && !rst) assert (wvalid && wdata == offered_data && wlast == was_last);
      if (followed && wvalid && beats_before == '0) assert (wlast == (beats == 8'd1));
      if (followed && wvalid && beats_before == 8'd1) assert (wlast);
      if (wvalid) assert (wdata == 8'(BEATS == 1 || \dut.number ? whole : whole >> 8));
      if (\dut.fetch ) assert (\dut.words_to_send.count != '0);
      if (\dut.due && step && !rst) assert (\dut.safe != '0);
      assert (8'(\dut.open ) == 8'(\dut.addresses.count ) + 8'(\dut.bursts.count ) + answers);
      assert (8'(\dut.open ) + 8'(\dut.safe ) == under_way);
      assert (quiet == (\dut.open == '0));

      // What makes it so.
      assert (8'(\dut.words_to_send.count ) == 8'(\dut.addresses.count ) + 8'(\dut.bursts.count ) + sends + 8'(\dut.left ));
      assert (8'(\dut.words_to_send.count ) <= 8'(\dut.open ));
      assert (8'(\dut.answering.count ) == bursts + 8'(\dut.answered ));
      assert (bursts == done + 8'(\dut.sending.count ) + 8'(\dut.left != '0) + 8'(wvalid && \dut.final_word ));
      assert (done <= bursts && bursts <= 8'(Room));
      for (int i = 0; i < Room; i++)
        if (8'(i) < 8'(\dut.sending.count ))
          assert (to_send(around(8'(\dut.sending.gen_memory.read_at ) + 8'(i)))
              == to_answer(around(8'(\dut.answering.gen_memory.read_at ) + older + 8'(i))));
      if (\dut.left != '0) assert (8'(\dut.left ) <= to_answer(around(8'(\dut.answering.gen_memory.read_at ) + older - 8'd1)));
      assert (8'(\dut.sending.count ) <= 8'(Room) && 8'(\dut.answering.count ) <= 8'(Room));
      assert (8'(\dut.sending.gen_memory.read_at ) < 8'(Room) && 8'(\dut.answering.gen_memory.read_at ) < 8'(Room));
      assert (8'(\dut.sending.gen_memory.write_at ) == around(around(8'(\dut.sending.gen_memory.read_at ) + 8'(\dut.sending.count ))));
      assert (8'(\dut.answering.gen_memory.write_at )
          == around(around(8'(\dut.answering.gen_memory.read_at ) + 8'(\dut.answering.count ))));
      for (int i = 0; i < Room; i++) begin
        if (8'(i) < 8'(\dut.sending.count ))
          assert (to_send(around(8'(\dut.sending.gen_memory.read_at ) + 8'(i))) != '0
              && to_send(around(8'(\dut.sending.gen_memory.read_at ) + 8'(i))) <= 8'(MOST));
        if (8'(i) < 8'(\dut.answering.count ))
          assert (to_answer(around(8'(\dut.answering.gen_memory.read_at ) + 8'(i))) != '0
              && to_answer(around(8'(\dut.answering.gen_memory.read_at ) + 8'(i))) <= 8'(MOST));
      end
      assert (\dut.bursts.count <= CountBits'(MOST) && \dut.left <= CountBits'(MOST));
      if (wvalid && \dut.left == '0) assert (\dut.final_word );
      assert (\dut.bursts.open == (\dut.bursts.count != '0));
      if (BEATS == 1) assert (!\dut.number );
      if (!wvalid) assert (!\dut.number );
      if (\dut.number ) assert (\dut.word == whole);
      if (followed) begin
        assert (beats != '0);
        if (queued) begin
          assert (position < 8'(\dut.sending.count ));
          assert (beats_before == before * 8'(BEATS) + current);
          assert (beats == to_send(around(8'(\dut.sending.gen_memory.read_at ) + position)) * 8'(BEATS));
        end else if (beats_before != '0)
          assert (wvalid && \dut.final_word && beats_before == 8'(\dut.number ) + 8'd1 && beats == 8'(\dut.left ) * 8'(BEATS));
        else assert (beats == (wvalid && \dut.final_word ? 8'(\dut.number ) + 8'd1 : current));
      end

      cover (late && bvalid);
      cover (followed && wvalid && wready && wlast && beats == 8'd1 && beats_before == '0);
      cover (\dut.left == CountBits'(MOST));
      cover (under_way == 8'(LATENCY) && \dut.safe == SafeBits'(LATENCY));
      cover (offered && wready);
    end
  end
endmodule
