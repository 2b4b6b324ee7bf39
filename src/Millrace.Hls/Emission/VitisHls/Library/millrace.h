// SPDX-License-Identifier: Apache-2.0
// What the kernel language has and C++ has not: narrowing that saturates or rounds, and words of memory as lanes.
#ifndef MILLRACE_H
#define MILLRACE_H

#include "ap_int.h"
#include "hls_vector.h"

namespace mr {

/// The smaller of two, in a type that holds both.
template <typename T> T smaller(T a, T b) {
#pragma HLS inline
  return a < b ? a : b;
}

/// The larger of two, in a type that holds both.
template <typename T> T larger(T a, T b) {
#pragma HLS inline
  return a < b ? b : a;
}

/// x, or the nearest of the limits of T.
template <typename T, typename X> T saturate(const X& x, long long least, long long most) {
#pragma HLS inline
  return x < least ? T(least) : x > most ? T(most) : T(x);
}

/// floor(x / 2^bits + 1/2): rounded half up.
template <typename T, typename X, typename Bits> T round_shift(const X& x, const Bits& bits) {
#pragma HLS inline
  return bits == 0 ? T(x) : T((x >> bits) + ((x >> ap_uint<6>(bits - 1)) & 1));
}

/// Zero bits above the highest one.
template <int Width> ap_uint<7> leading_zeros(const ap_uint<Width>& x) {
#pragma HLS inline
  ap_uint<7> zeros = Width;
  for (int bit = 0; bit < Width; ++bit) {
#pragma HLS unroll
    if (x[bit])
      zeros = Width - 1 - bit;
  }
  return zeros;
}

/// a / b rounded down, for indices that can be negative; b is positive.
inline long floor_divide(long a, long b) {
#pragma HLS inline
  return a / b - (a % b < 0 ? 1 : 0);
}

/// a - b * floor(a / b), for indices that can be negative; b is positive.
inline long floor_modulo(long a, long b) {
#pragma HLS inline
  return a - b * floor_divide(a, b);
}

/// The lanes of a word of memory, lane 0 lowest.
template <typename T, int Lanes, int Bits> hls::vector<T, Lanes> unpack(const ap_uint<Bits>& word) {
#pragma HLS inline
  hls::vector<T, Lanes> lanes;
  for (int lane = 0; lane < Lanes; ++lane) {
#pragma HLS unroll
    lanes[lane] = T(word.range((lane + 1) * (Bits / Lanes) - 1, lane * (Bits / Lanes)));
  }
  return lanes;
}

/// A word of memory from its lanes, lane 0 lowest.
template <int Bits, typename T, std::size_t Lanes> ap_uint<Bits> pack(const hls::vector<T, Lanes>& lanes) {
#pragma HLS inline
  const int width = Bits / static_cast<int>(Lanes);
  ap_uint<Bits> word = 0;
  for (int lane = 0; lane < static_cast<int>(Lanes); ++lane) {
#pragma HLS unroll
    word.range((lane + 1) * width - 1, lane * width) = lanes[lane];
  }
  return word;
}

}  // namespace mr

#endif
