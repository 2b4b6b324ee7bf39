// ---- src/array.h
// array: process 'array', LinearArray.cs:12.
#include "linear.h"

static void array(
    hls::stream_of_blocks<rows_tile_t>& tile_blocks,
    hls::stream<hls::vector<ap_int<8>, 32>>& weights,
    hls::stream<hls::vector<ap_int<32>, 8>>& sums,
    int rows) {
  hls::vector<ap_int<32>, 8> sum = ap_int<32>(0);
  pass:
  for (int pass = 0; pass < 1; ++pass) {  // RowTiling.cs:29
    tile:
    for (int tile = 0; tile < (rows + 1) / 2; ++tile) {  // RowTiling.cs:31
      hls::read_lock<rows_tile_t> tile_block(tile_blocks);  // LinearArray.cs:27
      n:
      for (int n = 0; n < 2; ++n) {  // LinearArray.cs:19
        k:
        for (int k = 0; k < 3; ++k) {  // LinearArray.cs:20
#pragma HLS pipeline II=1
          const hls::vector<ap_int<8>, 32> weights_word = weights.read();  // LinearArray.cs:24
          hls::vector<ap_int<19>, 8> dots;
          for (int row = 0; row < 2; ++row) {
#pragma HLS unroll
            for (int column = 0; column < 4; ++column) {
#pragma HLS unroll
              ap_int<19> dot = 0;
              for (int step = 0; step < 8; ++step) {
#pragma HLS unroll
                const ap_int<16> product = tile_block[k][(row * 8 + step) / 4][(row * 8 + step) % 4]
                    * weights_word[column * 8 + step];
#pragma HLS bind_op variable=product op=mul impl=dsp
                dot += product;
              }
              dots[row * 4 + column] = dot;
            }
          }
          for (int lane = 0; lane < 8; ++lane) {
#pragma HLS unroll
            sum[lane] = ap_int<32>((k == 0 ? ap_int<32>(0) : sum[lane]) + dots[lane]);  // LinearArray.cs:25
          }
          if (k == 2)
            sums.write(sum);  // LinearArray.cs:26
        }
      }
    }
  }
}

// ---- src/linear.cpp
// Network 'linear', Linear.cs:14.
#include "linear.h"
#include "linear_rows.h"
#include "array.h"
#include "requantize.h"

void linear(
    hls::stream<hls::vector<ap_int<8>, 4>>& x,
    hls::stream<hls::vector<ap_int<8>, 32>>& weights,
    hls::stream<hls::vector<ap_int<32>, 8>>& scales,
    hls::stream<hls::vector<ap_int<8>, 4>>& y,
    int rows) {
#pragma HLS interface mode=axis port=x
#pragma HLS interface mode=axis port=weights
#pragma HLS interface mode=axis port=scales
#pragma HLS interface mode=axis port=y
#pragma HLS interface mode=s_axilite port=rows
#pragma HLS interface mode=s_axilite port=return
#pragma HLS dataflow
  hls::stream_of_blocks<rows_tile_t, 2> rows_tile;
#pragma HLS array_partition variable=rows_tile dim=2 type=complete
#pragma HLS array_reshape variable=rows_tile dim=3 type=complete
#pragma HLS bind_storage variable=rows_tile type=ram_s2p impl=lutram
  hls::stream<hls::vector<ap_int<32>, 8>> array_sums("array.sums");
#pragma HLS stream variable=array_sums depth=11
#pragma HLS bind_storage variable=array_sums type=fifo impl=lutram

  linear_rows(x, rows_tile, rows);
  array(rows_tile, weights, array_sums, rows);
  requantize(array_sums, scales, y, rows);
}

// ---- src/linear.h
// Network 'linear', Linear.cs:14: 3 processes.
#pragma once

#include <ap_int.h>
#include <hls_stream.h>
#include <hls_streamofblocks.h>
#include <hls_vector.h>
#include "millrace.h"

using rows_tile_t = ap_int<8>[3][4][4];  // a block: 3 x Vec(Int(8), 16)

void linear(
    hls::stream<hls::vector<ap_int<8>, 4>>& x,
    hls::stream<hls::vector<ap_int<8>, 32>>& weights,
    hls::stream<hls::vector<ap_int<32>, 8>>& scales,
    hls::stream<hls::vector<ap_int<8>, 4>>& y,
    int rows);

// ---- src/linear_rows.h
// rows: process 'rows', LinearRows.cs:15.
#include "linear.h"

static void linear_rows(
    hls::stream<hls::vector<ap_int<8>, 4>>& x,
    hls::stream_of_blocks<rows_tile_t>& tile_blocks,
    int rows) {
  pass:
  for (int pass = 0; pass < 1; ++pass) {  // RowTiling.cs:29
    tile:
    for (int tile = 0; tile < (rows + 1) / 2; ++tile) {  // RowTiling.cs:31
      hls::write_lock<rows_tile_t> tile_block(tile_blocks);  // LinearRows.cs:28
      group:
      for (int group = 0; group < 3; ++group) {  // LinearRows.cs:22
        row:
        for (int row = 0; row < mr::smaller<int>(2, rows - tile * 2); ++row) {  // LinearRows.cs:23
          word:
          for (int word = 0; word < 2; ++word) {  // LinearRows.cs:24
#pragma HLS pipeline II=1
            const hls::vector<ap_int<8>, 4> x_word = x.read();  // LinearRows.cs:27
            for (int lane = 0; lane < 4; ++lane) {
#pragma HLS unroll
              tile_block[(group * 2 + word) / 2][row * 2 + (group * 2 + word) % 2][lane] = x_word[lane];  // LinearRows.cs:27
            }
          }
        }
      }
    }
  }
}

// ---- src/requantize.h
// requantize: process 'requantize', Requantize.cs:15.
#include "linear.h"

static void requantize(
    hls::stream<hls::vector<ap_int<32>, 8>>& sums,
    hls::stream<hls::vector<ap_int<32>, 8>>& scales,
    hls::stream<hls::vector<ap_int<8>, 4>>& y,
    int rows) {
  hls::vector<ap_int<32>, 8> held_sums = ap_int<32>(0);
  hls::vector<ap_int<32>, 8> held_scales = ap_int<32>(0);
  pass:
  for (int pass = 0; pass < 1; ++pass) {  // RowTiling.cs:29
    tile:
    for (int tile = 0; tile < (rows + 1) / 2; ++tile) {  // RowTiling.cs:31
      n:
      for (int n = 0; n < 2; ++n) {  // Requantize.cs:24
        row:
        for (int row = 0; row < mr::smaller<int>(2, rows - tile * 2); ++row) {  // Requantize.cs:25
          word:
          for (int word = 0; word < 1; ++word) {  // Requantize.cs:26
#pragma HLS pipeline II=1
            if (row == 0 && word == 0)
              held_sums = sums.read();  // HoldExtensions.cs:13
            if (row == 0 && word == 0)
              held_scales = scales.read();  // HoldExtensions.cs:13
            hls::vector<ap_int<8>, 4> y_word;
            for (int lane = 0; lane < 4; ++lane) {
#pragma HLS unroll
              const ap_int<39> rounded = mr::round_shift<ap_int<39>>((held_sums[(row + word) * 4 + lane]
                  + held_scales[word * 4 + lane]) * ap_uint<17>(held_scales[word * 4 + lane + 4]), 12);
              y_word[lane] = mr::saturate<ap_int<8>>(rounded, -128, 127);
            }
            y.write(y_word);  // Requantize.cs:36
          }
        }
      }
    }
  }
}
