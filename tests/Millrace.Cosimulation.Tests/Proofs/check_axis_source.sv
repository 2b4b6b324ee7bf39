// mr_axis_source, under any stream, any stops of the network's time and any reading by the network: elements reach the network in order,
// none lost, none twice, none changed (one element is followed, any one); never more than DEPTH of them are there unread, so that the
// network's channel never overflows; what is offered to the network stays while its time stands still.
module check_axis_source #(
    parameter int DEPTH   = 2,
    parameter int LATENCY = 1
) (
    input logic       clk,
    input logic       rst,
    input logic       step,
    input logic       tvalid,
    input logic [7:0] tdata,
    input logic       credit
);
  localparam int CreditBits = $clog2(DEPTH + 1);

  logic tready, push;
  logic [1:0] data;
  mr_axis_source #(.WIDTH(2), .BYTES(1), .DEPTH(DEPTH), .LATENCY(LATENCY)) dut (
      .clk(clk), .rst(rst), .step(step), .tvalid(tvalid), .tready(tready), .tdata(tdata), .push(push), .data(data), .credit(credit));
  (* hierconn *) wire [1:0] \dut.level ;
  (* hierconn *) wire [1:0] \dut.skid.count ;
  (* hierconn *) wire \dut.skid.gen_memory.read_at ;
  (* hierconn *) wire \dut.skid.gen_memory.write_at ;
  (* hierconn *) wire [1:0] \dut.skid.gen_memory.gen_words.memory[0] ;
  (* hierconn *) wire [1:0] \dut.skid.gen_memory.gen_words.memory[1] ;
  (* hierconn *) wire \dut.moves ;
  (* hierconn *) wire [CreditBits-1:0] \dut.credits.count ;

  // Elements in the network that it has not given credit for, and credits on their way.
  logic [7:0] unread, returning;
  logic [LATENCY:0] way;
  logic held, was_push, was_credit;
  logic [1:0] was_data;

  (* anyseq *) logic follow;
  logic followed;
  logic [1:0] value;
  logic [7:0] ahead;
  logic accepts, gives;
  logic started = 1'b0;
  assign accepts = tvalid && tready && !rst;
  assign gives = credit && step;
  always_ff @(posedge clk) begin
    started <= 1'b1;
    held <= !step && !rst;
    was_push <= push;
    was_data <= data;
    was_credit <= credit;
    way <= rst ? '0 : {way, gives};
    unread <= rst ? '0 : unread + 8'(push && step) - 8'(gives);
    if (rst) followed <= 1'b0;
    else if (followed) begin
      if (push && step && ahead == '0) followed <= 1'b0;
      if (push && step) ahead <= ahead - 1'b1;
    end else if (accepts && follow) begin
      followed <= 1'b1;
      value <= tdata[1:0];
      ahead <= 8'(\dut.level ) + 8'(push && !step);
    end
  end

  function automatic [1:0] stored(input logic place);
    stored = place ? \dut.skid.gen_memory.gen_words.memory[1] : \dut.skid.gen_memory.gen_words.memory[0] ;
  endfunction

  always_comb begin
    returning = '0;
    for (int i = 0; i < LATENCY - 1; i++) returning = returning + 8'(way[i]);
    if (!started) assume (rst);
    else begin
      if (unread == '0) assume (!credit);
      if (held) assume (credit == was_credit);

      if (held) assert (push == was_push && data == was_data);
      if (push && step) assert (unread < 8'(DEPTH));
      if (followed && ahead == '0 && push) assert (data == value);
      if (followed) assert (ahead < 8'(\dut.level ) + 8'(push));

      // What makes it so.
      assert (\dut.level == \dut.skid.count && \dut.level <= 2'd2);
      assert (\dut.skid.gen_memory.write_at == (\dut.skid.gen_memory.read_at ^ \dut.skid.count [0]));
      if (followed && ahead >= 8'(push)) assert (stored(\dut.skid.gen_memory.read_at ^ ahead[0] ^ push) == value);
      assert (8'(\dut.credits.count ) + returning + unread + 8'(push) == 8'(DEPTH));
      assert (unread <= 8'(DEPTH) && returning <= 8'(DEPTH));

      cover (!tready && tvalid);
      cover (unread == 8'(DEPTH));
      cover (followed && push && step && ahead == '0 && value == '1);
      cover (push && accepts && \dut.moves && \dut.level == '0);
    end
  end
endmodule
