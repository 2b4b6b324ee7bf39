// A memory behind AXI4 that stalls at random on every channel, answers in an order of its own between reads and writes, lets a write be
// seen only when it answers it, and stops the simulation if a master breaks a rule of the protocol.
module mr_test_axi_memory #(
    parameter int      DATA  = 32,
    parameter int      BEATS = 1,  // that it holds
    parameter longint  BASE  = 0,
    parameter          NAME  = ""
) (
    input  logic              clk,
    input  logic              rst,
    input  int                stall,    // percent of the cycles
    input  int                latency,  // at least, in cycles
    input  logic              finished,
    input  logic              arvalid,
    output logic              arready,
    input  logic [63:0]       araddr,
    input  logic [7:0]        arlen,
    input  logic [2:0]        arsize,
    input  logic [1:0]        arburst,
    output logic              rvalid,
    input  logic              rready,
    output logic [DATA-1:0]   rdata,
    output logic [1:0]        rresp,
    output logic              rlast,
    input  logic              awvalid,
    output logic              awready,
    input  logic [63:0]       awaddr,
    input  logic [7:0]        awlen,
    input  logic [2:0]        awsize,
    input  logic [1:0]        awburst,
    input  logic              wvalid,
    output logic              wready,
    input  logic [DATA-1:0]   wdata,
    input  logic [DATA/8-1:0] wstrb,
    input  logic              wlast,
    output logic              bvalid,
    input  logic              bready,
    output logic [1:0]        bresp
);
  localparam int Queue = 8;
  localparam int Beats = 1024;

  logic [DATA-1:0] memory[BEATS];
  logic [63:0] read_address[Queue], write_address[Queue];
  int read_length[Queue], write_length[Queue];
  longint read_time[Queue], write_time[Queue];
  logic [DATA-1:0] write_data[Beats];
  logic [DATA/8-1:0] write_bytes[Beats];
  logic write_last[Beats];
  int reads_in = 0, reads_out = 0, read_beat = 0, writes_in = 0, writes_out = 0, beats_in = 0, beats_out = 0;
  longint now = 0;
  logic dumped = 1'b0;

  assign rresp = 2'b00;
  assign bresp = 2'b00;
  initial $readmemh({NAME, ".hex"}, memory);

  function automatic logic goes();
    goes = int'($urandom_range(99)) >= stall;
  endfunction

  function automatic longint answer_time();
    answer_time = now + longint'(latency) + (stall == 0 ? 0 : longint'($urandom_range(40)));
  endfunction

  function automatic int place(input logic [63:0] address);
    place = int'((address - 64'(BASE)) / (DATA / 8));
  endfunction

  function automatic void check(input logic [63:0] address, input logic [7:0] length, input logic [2:0] size, input logic [1:0] burst);
    if ((8 << size) != DATA || burst != 2'b01) $fatal(1, "%s: size %0d, burst %0d", NAME, size, burst);
    if (address % (DATA / 8) != 0) $fatal(1, "%s: address %h is not aligned", NAME, address);
    if (64'(address[11:0]) + (64'(length) + 1) * (DATA / 8) > 4096) $fatal(1, "%s: a burst from %h crosses a page", NAME, address);
    if (address < 64'(BASE) || place(address) + int'(length) >= BEATS) $fatal(1, "%s: address %h is outside", NAME, address);
  endfunction

  // What a master offers stays until it is taken.
  logic was_ar, was_aw, was_w;
  logic [71:0] ar, aw;
  logic [DATA:0] w;
  always @(posedge clk) begin
    if (!rst && was_ar && (!arvalid || ar != {araddr, arlen})) $fatal(1, "%s: the address of a read changed", NAME);
    if (!rst && was_aw && (!awvalid || aw != {awaddr, awlen})) $fatal(1, "%s: the address of a write changed", NAME);
    if (!rst && was_w && (!wvalid || w != {wlast, wdata})) $fatal(1, "%s: the data of a write changed", NAME);
    was_ar <= arvalid && !arready && !rst;
    was_aw <= awvalid && !awready && !rst;
    was_w <= wvalid && !wready && !rst;
    ar <= {araddr, arlen};
    aw <= {awaddr, awlen};
    w <= {wlast, wdata};
  end

  always @(posedge clk) begin
    now = now + 1;
    if (rst) begin
      arready <= 1'b0;
      rvalid <= 1'b0;
      awready <= 1'b0;
      wready <= 1'b0;
      bvalid <= 1'b0;
    end else begin
      if (arvalid && arready) begin
        check(araddr, arlen, arsize, arburst);
        read_address[reads_in % Queue] = araddr;
        read_length[reads_in % Queue] = int'(arlen) + 1;
        read_time[reads_in % Queue] = answer_time();
        reads_in = reads_in + 1;
      end
      arready <= reads_in - reads_out < Queue - 1 && goes();
      if (!rvalid || rready) begin
        rvalid <= 1'b0;
        if (reads_in != reads_out && now >= read_time[reads_out % Queue] && goes()) begin
          rvalid <= 1'b1;
          rdata <= memory[place(read_address[reads_out % Queue]) + read_beat];
          read_beat = read_beat + 1;
          rlast <= read_beat == read_length[reads_out % Queue];
          if (read_beat == read_length[reads_out % Queue]) begin
            read_beat = 0;
            reads_out = reads_out + 1;
          end
        end
      end

      if (awvalid && awready) begin
        check(awaddr, awlen, awsize, awburst);
        write_address[writes_in % Queue] = awaddr;
        write_length[writes_in % Queue] = int'(awlen) + 1;
        write_time[writes_in % Queue] = answer_time();
        writes_in = writes_in + 1;
      end
      awready <= writes_in - writes_out < Queue - 1 && goes();
      if (wvalid && wready) begin
        write_data[beats_in % Beats] = wdata;
        write_bytes[beats_in % Beats] = wstrb;
        write_last[beats_in % Beats] = wlast;
        beats_in = beats_in + 1;
      end
      wready <= beats_in - beats_out < Beats - 1 && goes();
      if (!bvalid || bready) begin
        bvalid <= 1'b0;
        if (writes_in != writes_out && now >= write_time[writes_out % Queue]
            && beats_in - beats_out >= write_length[writes_out % Queue] && goes()) begin
          bvalid <= 1'b1;
          for (int i = 0; i < write_length[writes_out % Queue]; i++) begin
            if (write_last[beats_out % Beats] != (i == write_length[writes_out % Queue] - 1))
              $fatal(1, "%s: wlast is not at the last beat", NAME);
            for (int b = 0; b < DATA / 8; b++)
              if (write_bytes[beats_out % Beats][b])
                memory[place(write_address[writes_out % Queue]) + i][8*b+:8] = write_data[beats_out % Beats][8*b+:8];
            beats_out = beats_out + 1;
          end
          writes_out = writes_out + 1;
        end
      end

      if (finished && !dumped) begin
        dumped <= 1'b1;
        if (reads_in != reads_out || writes_in != writes_out || beats_in != beats_out)
          $fatal(1, "%s: something is under way when the last launch is done", NAME);
        $writememh({NAME, ".left"}, memory);
      end
    end
  end
endmodule
