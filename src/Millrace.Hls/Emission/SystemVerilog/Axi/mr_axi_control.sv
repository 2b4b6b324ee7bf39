// The AXI4-Lite slave of a kernel, with the registers that Vitis calls ap_ctrl_hs, and the launches of the network. 0x00: control (bit 0
// ap_start, bit 1 ap_done, cleared when read, bit 2 ap_idle, bit 3 ap_ready, cleared when read). From 0x10 on: VALUES registers of 64 bits
// that the host writes (what is written during a launch is ignored), then STATUS registers of 64 bits that it reads.
module mr_axi_control #(
    parameter int VALUES = 1,
    parameter int STATUS = 1,
    parameter int DRAIN  = 4  // cycles of the network from its last firing until nothing is under way any more
) (
    input  logic                 clk,
    input  logic                 rst,
    input  logic                 step,
    input  logic                 awvalid,
    output logic                 awready,
    input  logic [11:0]          awaddr,
    input  logic                 wvalid,
    output logic                 wready,
    input  logic [31:0]          wdata,
    input  logic [3:0]           wstrb,
    output logic                 bvalid,
    input  logic                 bready,
    output logic [1:0]           bresp,
    input  logic                 arvalid,
    output logic                 arready,
    input  logic [11:0]          araddr,
    output logic                 rvalid,
    input  logic                 rready,
    output logic [31:0]          rdata,
    output logic [1:0]           rresp,
    output logic [64*VALUES-1:0] values,
    input  logic [64*STATUS-1:0] status,
    output logic                 start,   // to the network
    input  logic                 idle,    // from the network
    output logic                 ended,   // the network has ended a launch and nothing is under way in it
    input  logic                 quiet,   // nothing is under way outside
    output logic [63:0]          cycles,  // of the clock, in this launch or the last
    output logic [63:0]          steps    // of the network's time, until it was idle
);
  localparam int Words = 4 + 2 * (VALUES + STATUS);
  localparam int DrainBits = $clog2(DRAIN + 1);

  typedef enum logic [1:0] {WAITING, STARTING, RUNNING, DRAINING} state_t;
  state_t state;
  logic [DrainBits-1:0] drained;
  logic asked, done, was_ready, finishes;

  // Writes: address and data come in any order.
  logic have_address, have_data, write;
  logic [9:0] write_at;
  logic [31:0] write_data, mask;
  logic [3:0] write_bytes;
  assign awready = !have_address;
  assign wready = !have_data;
  assign write = have_address && have_data && !bvalid;
  assign bresp = 2'b00;
  always_comb for (int i = 0; i < 4; i++) mask[8*i+:8] = {8{write_bytes[i]}};
  always_ff @(posedge clk) begin
    if (rst) begin
      have_address <= 1'b0;
      have_data <= 1'b0;
      bvalid <= 1'b0;
    end else begin
      if (write) have_address <= 1'b0;
      else if (awvalid) have_address <= 1'b1;
      if (write) have_data <= 1'b0;
      else if (wvalid) have_data <= 1'b1;
      if (write) bvalid <= 1'b1;
      else if (bready) bvalid <= 1'b0;
    end
    if (awready) write_at <= awaddr[11:2];
    if (wready) begin
      write_data <= wdata;
      write_bytes <= wstrb;
    end
    for (int i = 0; i < 2 * VALUES; i++)
      if (rst) values[32*i+:32] <= '0;
      else if (write && state == WAITING && !asked && write_at == 10'(4 + i))
        values[32*i+:32] <= (values[32*i+:32] & ~mask) | (write_data & mask);
  end

  // Reads.
  logic read, read_control;
  logic [32*Words-1:0] all;
  assign arready = !rvalid;
  assign read = arvalid && arready;
  assign read_control = read && araddr[11:2] == '0;
  assign rresp = 2'b00;
  assign all = {status, values, 96'd0, 28'd0, was_ready, state == WAITING && !asked, done, asked};
  always_ff @(posedge clk) begin
    if (rst) rvalid <= 1'b0;
    else if (read) rvalid <= 1'b1;
    else if (rready) rvalid <= 1'b0;
    if (read) begin
      rdata <= '0;
      for (int i = 0; i < Words; i++) if (araddr[11:2] == 10'(i)) rdata <= all[32*i+:32];
    end
  end

  // Launches.
  assign start = state == STARTING;
  assign ended = state == DRAINING && drained == DrainBits'(DRAIN);
  assign finishes = ended && quiet;
  always_ff @(posedge clk)
    if (rst) begin
      state <= WAITING;
      asked <= 1'b0;
      done <= 1'b0;
      was_ready <= 1'b0;
      drained <= '0;
      cycles <= '0;
      steps <= '0;
    end else begin
      // ap_start stays set until the launch has ended, which is also when the kernel is ready for the next.
      if (finishes) asked <= 1'b0;
      else if (write && write_at == '0 && mask[0] && write_data[0]) asked <= 1'b1;
      if (finishes) {done, was_ready} <= 2'b11;
      else if (read_control) {done, was_ready} <= 2'b00;

      case (state)
        WAITING: if (asked) state <= STARTING;
        STARTING: if (step) state <= RUNNING;
        RUNNING: if (step && idle) state <= DRAINING;
        default: if (finishes) state <= WAITING;
      endcase
      if (state == WAITING) drained <= '0;
      else if (state == DRAINING && step && drained != DrainBits'(DRAIN)) drained <= drained + 1'b1;

      if (state == WAITING && asked) begin
        cycles <= '0;
        steps <= '0;
      end else if (state != WAITING) begin
        cycles <= cycles + 1'b1;
        if (step && state != DRAINING) steps <= steps + 1'b1;
      end
    end

  logic unused;
  assign unused = ^{awaddr[1:0], araddr[1:0]};
endmodule
