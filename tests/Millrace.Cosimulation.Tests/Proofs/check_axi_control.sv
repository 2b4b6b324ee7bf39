// mr_axi_control, under any host on AXI4-Lite and any network: answers stay until they are taken, one to each write and one to each read;
// setting ap_start launches the network once; during a launch the values that the network reads do not change; the launch ends, and
// ap_done and ap_ready are set, only when the network was idle, DRAIN of its cycles have passed and everything outside is quiet.
module check_axi_control #(
    parameter int DRAIN = 2
) (
    input logic         clk,
    input logic         rst,
    input logic         step,
    input logic         awvalid,
    input logic [11:0]  awaddr,
    input logic         wvalid,
    input logic [31:0]  wdata,
    input logic [3:0]   wstrb,
    input logic         bready,
    input logic         arvalid,
    input logic [11:0]  araddr,
    input logic         rready,
    input logic [63:0]  status,
    input logic         idle,
    input logic         quiet
);
  logic awready, wready, bvalid, arready, rvalid, start, ended;
  logic [1:0] bresp, rresp;
  logic [31:0] rdata;
  logic [63:0] values, cycles, steps;
  mr_axi_control #(.VALUES(1), .STATUS(1), .DRAIN(DRAIN)) dut (
      .clk(clk), .rst(rst), .step(step), .awvalid(awvalid), .awready(awready), .awaddr(awaddr), .wvalid(wvalid), .wready(wready),
      .wdata(wdata), .wstrb(wstrb), .bvalid(bvalid), .bready(bready), .bresp(bresp), .arvalid(arvalid), .arready(arready),
      .araddr(araddr), .rvalid(rvalid), .rready(rready), .rdata(rdata), .rresp(rresp), .values(values), .status(status),
      .start(start), .idle(idle), .ended(ended), .quiet(quiet), .cycles(cycles), .steps(steps));
  (* hierconn *) wire \dut.have_address ;
  (* hierconn *) wire \dut.have_data ;
  (* hierconn *) wire \dut.asked ;
  (* hierconn *) wire \dut.done ;
  (* hierconn *) wire \dut.write ;
  (* hierconn *) wire [1:0] \dut.state ;
  (* hierconn *) wire [$clog2(DRAIN+1)-1:0] \dut.drained ;

  // Requests without an answer; a launch, from its start to its end, and how far it is.
  logic [7:0] addresses, datas, reads, after_idle;
  logic launched, was_idle, was_launched, was_done, was_quiet;
  logic answered, read, was_asked;
  logic [31:0] answer;
  logic [63:0] was_values;
  logic started = 1'b0;
  always_ff @(posedge clk) begin
    started <= 1'b1;
    addresses <= rst ? '0 : addresses + 8'(awvalid && awready) - 8'(bvalid && bready);
    datas <= rst ? '0 : datas + 8'(wvalid && wready) - 8'(bvalid && bready);
    reads <= rst ? '0 : reads + 8'(arvalid && arready) - 8'(rvalid && rready);
    answered <= bvalid && !bready && !rst;
    read <= rvalid && !rready && !rst;
    answer <= rdata;
    was_values <= values;
    was_asked <= \dut.asked && !rst;
    was_done <= \dut.done && !rst;
    was_quiet <= quiet;
    was_launched <= launched && !rst;
    if (rst) {launched, was_idle} <= 2'b00;
    else begin
      if (start && step) {launched, was_idle} <= 2'b10;
      else if (launched && step && idle) was_idle <= 1'b1;
      if (ended && quiet) launched <= 1'b0;
    end
    after_idle <= rst || !was_idle ? '0 : after_idle + 8'(step && after_idle != 8'(DRAIN));
  end

  always_comb begin
    if (!started) assume (rst);
    else begin
      if (answered) assert (bvalid);
      if (read) assert (rvalid && rdata == answer);
      assert (bresp == 2'b00 && rresp == 2'b00);
      assert (addresses == 8'(\dut.have_address ) + 8'(bvalid) && datas == 8'(\dut.have_data ) + 8'(bvalid));
      assert (reads == 8'(rvalid));

      // One launch for each time that ap_start is set.
      assert (launched == (\dut.state == 2'd2 || \dut.state == 2'd3));
      if (start) assert (\dut.asked && !launched);
      if (\dut.state != 2'd0) assert (\dut.asked );
      if (was_launched && !launched) assert (!\dut.asked && \dut.done && was_quiet && was_idle && after_idle == 8'(DRAIN));
      if (\dut.state == 2'd3) assert (was_idle);
      if (\dut.state == 2'd2) assert (!was_idle);
      if (\dut.state == 2'd3) assert (8'(\dut.drained ) == after_idle);
      else if (\dut.state != 2'd0) assert (\dut.drained == '0);
      assert (after_idle <= 8'(DRAIN));
      if (ended) assert (after_idle == 8'(DRAIN));
      if (!was_done && \dut.done ) assert (was_launched && !launched);
      if (was_asked && (\dut.state != 2'd0 || launched)) assert (values == was_values);

      cover (was_launched && !launched);
      cover (rvalid && rdata == 32'h5 && rready);
      cover (values == 64'h0000_0001_0000_0200);
      cover (\dut.state == 2'd2 && \dut.write );
    end
  end
endmodule
