// mr_memory: a word read is there two cycles later, as it was before what is written in the cycle in which it is read; a write changes the
// parts it names of the word it names, and nothing else. One word is followed, any one.
module check_memory #(
    parameter int PARTS = 1,
    parameter int WORDS = 2
) (
    input logic             clk,
    input logic             write,
    input logic [PARTS-1:0] write_part,
    input logic [1:0]       write_at,
    input logic [3:0]       write_data,
    input logic [1:0]       read_at
);
  localparam int PartBits = 4 / PARTS;

  logic [3:0] read_data;
  mr_memory #(.WIDTH(4), .WORDS(WORDS), .PARTS(PARTS), .ADDRESS_BITS(2)) dut (
      .clk(clk), .write(write), .write_part(write_part), .write_at(write_at), .write_data(write_data),
      .read_at(read_at), .read_data(read_data));
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[0].words.gen_words.memory[0] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[0].words.gen_words.memory[1] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[0].words.gen_words.memory[2] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[0].words.gen_words.memory[3] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[1].words.gen_words.memory[0] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[1].words.gen_words.memory[1] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[1].words.gen_words.memory[2] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[1].words.gen_words.memory[3] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[2].words.gen_words.memory[0] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[2].words.gen_words.memory[1] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[2].words.gen_words.memory[2] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[2].words.gen_words.memory[3] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[3].words.gen_words.memory[0] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[3].words.gen_words.memory[1] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[3].words.gen_words.memory[2] ;
  (* hierconn *) wire [PartBits-1:0] \dut.gen_part[3].words.gen_words.memory[3] ;

  (* anyconst *) logic [1:0] place;
  logic [3:0] kept, word, wanted, then_word;
  logic [1:0] asked = '0;
  logic started = 1'b0;
  logic [4*PartBits-1:0] stored;  // of four parts; the lowest are there
  always_comb begin
    stored = '0;
    if (place == 0)
      stored = {\dut.gen_part[3].words.gen_words.memory[0] , \dut.gen_part[2].words.gen_words.memory[0] ,
          \dut.gen_part[1].words.gen_words.memory[0] , \dut.gen_part[0].words.gen_words.memory[0] };
    if (place == 1)
      stored = {\dut.gen_part[3].words.gen_words.memory[1] , \dut.gen_part[2].words.gen_words.memory[1] ,
          \dut.gen_part[1].words.gen_words.memory[1] , \dut.gen_part[0].words.gen_words.memory[1] };
    if (place == 2)
      stored = {\dut.gen_part[3].words.gen_words.memory[2] , \dut.gen_part[2].words.gen_words.memory[2] ,
          \dut.gen_part[1].words.gen_words.memory[2] , \dut.gen_part[0].words.gen_words.memory[2] };
    if (place == 3)
      stored = {\dut.gen_part[3].words.gen_words.memory[3] , \dut.gen_part[2].words.gen_words.memory[3] ,
          \dut.gen_part[1].words.gen_words.memory[3] , \dut.gen_part[0].words.gen_words.memory[3] };
  end
  assign word = stored[3:0];

  always_ff @(posedge clk) begin
    started <= 1'b1;
    asked <= {asked[0], read_at == place && started};
    wanted <= kept;
    then_word <= wanted;
    if (!started) kept <= word;
    for (int p = 0; p < PARTS; p++)
      if (started && write && write_at == place && write_part[p])
        kept[p*PartBits+:PartBits] <= write_data[p*PartBits+:PartBits];
  end

  always_comb begin
    assume (place < WORDS && write_at < WORDS && read_at < WORDS);
    if (!started) assume (!write);
    else begin
      assert (word == kept);
      if (asked[1]) assert (read_data == then_word);
      cover (asked[1] && read_data == 4'b1001);
    end
  end
endmodule
