// SPDX-License-Identifier: Apache-2.0
// A stand-in for the vendor's hls_streamofblocks.h: blocks that one process fills while another reads an earlier one. A block is handed
// over when its write_lock ends, and gone when its read_lock ends. Written from the documentation (AMD UG1399); not for synthesis.
#ifndef MILLRACE_HLS_STREAMOFBLOCKS_H
#define MILLRACE_HLS_STREAMOFBLOCKS_H

#include <memory>
#include "hls_stream.h"

namespace hls {

template <typename Block> class read_lock;
template <typename Block> class write_lock;

template <typename Block, int Depth = 2> class stream_of_blocks : public stream_of_blocks<Block, 2> {};

template <typename Block> class stream_of_blocks<Block, 2> {
  friend class read_lock<Block>;
  friend class write_lock<Block>;

  struct holder {
    Block block = {};
  };

  stream<std::shared_ptr<holder>> full_{"of blocks"};
};

template <typename Block> class write_lock {
 public:
  explicit write_lock(stream_of_blocks<Block>& blocks) : blocks_(blocks), held_(new typename stream_of_blocks<Block>::holder) {}
  write_lock(const write_lock&) = delete;
  ~write_lock() { blocks_.full_.write(held_); }
  operator Block&() { return held_->block; }

 private:
  stream_of_blocks<Block>& blocks_;
  std::shared_ptr<typename stream_of_blocks<Block>::holder> held_;
};

template <typename Block> class read_lock {
 public:
  explicit read_lock(stream_of_blocks<Block>& blocks) : held_(blocks.full_.read()) {}
  read_lock(const read_lock&) = delete;
  operator Block&() { return held_->block; }

 private:
  std::shared_ptr<typename stream_of_blocks<Block>::holder> held_;
};

}  // namespace hls

#endif
