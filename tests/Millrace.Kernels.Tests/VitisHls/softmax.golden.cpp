// ---- src/exponentials.h
// exponentials: process 'exponentials', Softmax.cs:49.
#include "softmax.h"
#include "exponentials_contents.h"

static void exponentials(
    hls::stream<hls::vector<ap_int<21>, 2>>& row,
    hls::stream<hls::vector<ap_int<21>, 2>>& max,
    hls::stream<ap_uint<17>>& multiplier,
    hls::stream<hls::vector<ap_uint<16>, 2>>& exponentials,
    hls::stream<hls::vector<ap_uint<18>, 4>>& scale,
    int columns,
    int groups) {
  hls::vector<ap_int<21>, 2> held_max = ap_int<21>(0);
  ap_uint<17> held_multiplier = 0;
  hls::vector<ap_uint<32>, 2> sum = ap_uint<32>(0);
#pragma HLS bind_storage variable=exponentials_power type=rom_np impl=bram
#pragma HLS bind_storage variable=exponentials_reciprocal type=rom_np impl=bram
#pragma HLS bind_storage variable=exponentials_reciprocal_drop type=rom_np impl=lutram
  group:
  for (int group = 0; group < groups; ++group) {  // Softmax.cs:26
    column:
    for (int column = 0; column < columns; ++column) {  // Softmax.cs:27
#pragma HLS pipeline II=1
      const hls::vector<ap_int<21>, 2> row_word = row.read();  // Softmax.cs:61
      if (column == 0)
        held_max = max.read();  // HoldExtensions.cs:13
      if (group == 0 && column == 0)
        held_multiplier = multiplier.read();  // HoldExtensions.cs:13
      hls::vector<ap_uint<16>, 2> e;
      hls::vector<ap_uint<6>, 2> zeros;
      hls::vector<ap_uint<18>, 2> difference;
      for (int lane = 0; lane < 2; ++lane) {
#pragma HLS unroll
        const ap_int<28> rounded = mr::round_shift<ap_int<28>>((held_max[lane] - row_word[lane]) * held_multiplier, 12);
        const ap_uint<15> saturated = mr::saturate<ap_uint<15>>(rounded, 0, 32767);
        e[lane] = mr::round_shift<ap_uint<16>>(exponentials_power[ap_uint<10>(saturated)], ap_uint<5>(saturated >> 10));
        sum[lane] = ap_uint<32>((column == 0 ? ap_uint<32>(0) : sum[lane]) + e[lane]);  // Softmax.cs:69
        zeros[lane] = mr::leading_zeros(sum[lane]);
        const ap_uint<17> shifted = ap_uint<17>((sum[lane] << zeros[lane]) >> 15);
        const ap_uint<8> shifted_2 = ap_uint<8>(shifted >> 8);
        const ap_uint<10> rounded_2 = mr::round_shift<ap_uint<10>>(exponentials_reciprocal_drop[shifted_2]
            * ap_uint<8>(shifted), 8);
        difference[lane] = ap_uint<18>(exponentials_reciprocal[shifted_2] - rounded_2);
      }
      hls::vector<ap_uint<18>, 4> scale_word;
      for (int lane = 0; lane < 2; ++lane) {
#pragma HLS unroll
        scale_word[lane] = difference[lane];
      }
      for (int lane = 0; lane < 2; ++lane) {
#pragma HLS unroll
        scale_word[2 + lane] = ap_uint<18>(32 - zeros[lane]);
      }
      exponentials.write(e);  // Softmax.cs:70
      if (column == columns - 1)
        scale.write(scale_word);  // Softmax.cs:71
    }
  }
}

// ---- src/normalize.h
// normalize: process 'normalize', Softmax.cs:76.
#include "softmax.h"

static void normalize(
    hls::stream<hls::vector<ap_uint<16>, 2>>& exponentials,
    hls::stream<hls::vector<ap_uint<18>, 4>>& scale,
    hls::stream<hls::vector<ap_uint<16>, 2>>& probabilities,
    int columns,
    int groups) {
  hls::vector<ap_uint<18>, 4> held = ap_uint<18>(0);
  group:
  for (int group = 0; group < groups; ++group) {  // Softmax.cs:26
    column:
    for (int column = 0; column < columns; ++column) {  // Softmax.cs:27
#pragma HLS pipeline II=1
      const hls::vector<ap_uint<16>, 2> exponentials_word = exponentials.read();  // Softmax.cs:83
      if (column == 0)
        held = scale.read();  // HoldExtensions.cs:13
      hls::vector<ap_uint<16>, 2> probabilities_word;
      for (int lane = 0; lane < 2; ++lane) {
#pragma HLS unroll
        probabilities_word[lane] = mr::saturate<ap_uint<16>>(mr::round_shift<ap_uint<34>>(exponentials_word[lane]
            * held[lane], ap_uint<6>(held[lane + 2])), 0, 65535);
      }
      probabilities.write(probabilities_word);  // Softmax.cs:82
    }
  }
}

// ---- src/row_max.h
// row_max: process 'row_max', Softmax.cs:30.
#include "softmax.h"

static void row_max(
    hls::stream<hls::vector<ap_int<21>, 2>>& scores,
    hls::stream<hls::vector<ap_int<21>, 2>>& row,
    hls::stream<hls::vector<ap_int<21>, 2>>& max,
    int columns,
    int groups) {
  hls::vector<ap_int<21>, 2> best = ap_int<21>(0);
  group:
  for (int group = 0; group < groups; ++group) {  // Softmax.cs:26
    column:
    for (int column = 0; column < columns; ++column) {  // Softmax.cs:27
#pragma HLS pipeline II=1
      const hls::vector<ap_int<21>, 2> x = scores.read();  // Softmax.cs:38
      for (int lane = 0; lane < 2; ++lane) {
#pragma HLS unroll
        best[lane] = mr::larger<ap_int<21>>(x[lane], column == 0 ? ap_int<21>(-1048576) : best[lane]);  // Softmax.cs:42
      }
      row.write(x);  // Softmax.cs:43
      if (column == columns - 1)
        max.write(best);  // Softmax.cs:44
    }
  }
}

// ---- src/softmax.cpp
// Network 'softmax', Softmax.cs:13.
#include "softmax.h"
#include "row_max.h"
#include "exponentials.h"
#include "normalize.h"

void softmax(
    hls::stream<hls::vector<ap_int<21>, 2>>& scores,
    hls::stream<ap_uint<17>>& multiplier,
    hls::stream<hls::vector<ap_uint<16>, 2>>& probabilities,
    int columns,
    int groups) {
#pragma HLS interface mode=axis port=scores
#pragma HLS interface mode=axis port=multiplier
#pragma HLS interface mode=axis port=probabilities
#pragma HLS interface mode=s_axilite port=columns
#pragma HLS interface mode=s_axilite port=groups
#pragma HLS interface mode=s_axilite port=return
#pragma HLS dataflow
  hls::stream<hls::vector<ap_int<21>, 2>> row_max_row("row_max.row");
#pragma HLS stream variable=row_max_row depth=19
#pragma HLS bind_storage variable=row_max_row type=fifo impl=lutram
  hls::stream<hls::vector<ap_int<21>, 2>> row_max_max("row_max.max");
#pragma HLS stream variable=row_max_max depth=3
#pragma HLS bind_storage variable=row_max_max type=fifo impl=lutram
  hls::stream<hls::vector<ap_uint<16>, 2>> exponentials_exponentials("exponentials.exponentials");
#pragma HLS stream variable=exponentials_exponentials depth=38
#pragma HLS bind_storage variable=exponentials_exponentials type=fifo impl=lutram
  hls::stream<hls::vector<ap_uint<18>, 4>> exponentials_scale("exponentials.scale");
#pragma HLS stream variable=exponentials_scale depth=22
#pragma HLS bind_storage variable=exponentials_scale type=fifo impl=lutram

  row_max(scores, row_max_row, row_max_max, columns, groups);
  exponentials(row_max_row, row_max_max, multiplier, exponentials_exponentials, exponentials_scale, columns, groups);
  normalize(exponentials_exponentials, exponentials_scale, probabilities, columns, groups);
}

// ---- src/softmax.h
// Network 'softmax', Softmax.cs:13: 3 processes.
#pragma once

#include <ap_int.h>
#include <hls_stream.h>
#include <hls_vector.h>
#include "millrace.h"

void softmax(
    hls::stream<hls::vector<ap_int<21>, 2>>& scores,
    hls::stream<ap_uint<17>>& multiplier,
    hls::stream<hls::vector<ap_uint<16>, 2>>& probabilities,
    int columns,
    int groups);
