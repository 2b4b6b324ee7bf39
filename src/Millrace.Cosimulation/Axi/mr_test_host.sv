// A host on AXI4-Lite that does what a file says, a line each: 0 writes a register, 1 reads one until some of the bits given are set, 2
// reads one and writes it down.
module mr_test_host (
    input  logic        clk,
    input  logic        rst,
    input  int          stall,  // percent of the cycles
    output logic        finished,
    output logic        awvalid,
    input  logic        awready,
    output logic [11:0] awaddr,
    output logic        wvalid,
    input  logic        wready,
    output logic [31:0] wdata,
    output logic [3:0]  wstrb,
    input  logic        bvalid,
    output logic        bready,
    output logic        arvalid,
    input  logic        arready,
    output logic [11:0] araddr,
    input  logic        rvalid,
    output logic        rready,
    input  logic [31:0] rdata
);
  int file = 0, log, operation;
  logic [11:0] address;
  logic [31:0] value;
  logic busy, sent_address, sent_data;
  assign wstrb = '1;

  function automatic logic goes();
    goes = int'($urandom_range(99)) >= stall;
  endfunction

  always @(posedge clk)
    if (rst) begin
      {finished, busy, awvalid, wvalid, bready, arvalid, rready} <= '0;
      if (file == 0) begin
        file = $fopen("host.txt", "r");
        log = $fopen("host.log", "w");
      end
    end else begin
      bready <= goes();
      rready <= goes();
      if (awvalid && awready) awvalid <= 1'b0;
      if (wvalid && wready) wvalid <= 1'b0;
      if (arvalid && arready) arvalid <= 1'b0;
      if (bvalid && bready) busy <= 1'b0;
      if (rvalid && rready) begin
        if (operation == 1 && (rdata & value) == '0) arvalid <= 1'b1;
        else busy <= 1'b0;
        if (operation == 2) $fdisplay(log, "%h", rdata);
      end
      if (!busy && !finished && goes()) begin
        if ($fscanf(file, "%d %h %h", operation, address, value) != 3) finished <= 1'b1;
        else begin
          busy <= 1'b1;
          sent_address <= 1'b0;
          sent_data <= 1'b0;
          awaddr <= address;
          araddr <= address;
          wdata <= value;
          arvalid <= operation != 0;
        end
      end
      if (busy && operation == 0) begin
        if (!sent_address && goes()) {sent_address, awvalid} <= 2'b11;
        if (!sent_data && goes()) {sent_data, wvalid} <= 2'b11;
      end
    end
endmodule
