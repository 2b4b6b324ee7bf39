// SPDX-License-Identifier: Apache-2.0
// A stand-in for the vendor's ap_int.h: integers of any width, as far as Millrace's C++ uses them, so that it compiles and runs with g++
// alone. Written from the documentation (AMD UG1399); not for synthesis.
#ifndef MILLRACE_AP_INT_H
#define MILLRACE_AP_INT_H

#include <cstdint>
#include <type_traits>

namespace ap_stand_in {

using wide = __int128;
using unsigned_wide = unsigned __int128;

constexpr int larger(int a, int b) { return a > b ? a : b; }

/// A built-in integer of at least W bits: what arithmetic is done in.
template <int W, bool S> struct small_word {
  using narrow = typename std::conditional<S, std::int64_t, std::uint64_t>::type;
  using type = typename std::conditional<(W <= 64), narrow, typename std::conditional<S, wide, unsigned_wide>::type>::type;
};

}  // namespace ap_stand_in

/// Some bits of a number, read or replaced; at most 64.
template <typename Number> class ap_range_ref {
 public:
  ap_range_ref(Number& number, int high, int low) : number_(number), high_(high), low_(low) {}

  operator std::uint64_t() const { return number_.bits(high_, low_); }

  template <typename T> ap_range_ref& operator=(const T& value) {
    number_.set_bits(high_, low_, static_cast<std::uint64_t>(value));
    return *this;
  }

 private:
  Number& number_;
  int high_;
  int low_;
};

template <int W, bool S, bool IsSmall = (W <= 128)> class ap_int_base;

/// Up to 128 bits: a built-in integer, always sign- or zero-extended.
template <int W, bool S> class ap_int_base<W, S, true> {
 public:
  using word = typename ap_stand_in::small_word<W, S>::type;
  static constexpr int width = W;

  ap_int_base() : word_(0) {}

  template <typename T, typename std::enable_if<std::is_integral<T>::value, int>::type = 0>
  ap_int_base(T value) : word_(wrap(static_cast<ap_stand_in::wide>(value))) {}

  template <int W2, bool S2> ap_int_base(const ap_int_base<W2, S2>& other) : word_(wrap(other.low())) {}

  template <typename Number> ap_int_base(const ap_range_ref<Number>& bits) : word_(wrap(static_cast<std::uint64_t>(bits))) {}

  /// The number, to be indexed or tested with.
  operator typename std::conditional<S, long long, unsigned long long>::type() const {
    return static_cast<typename std::conditional<S, long long, unsigned long long>::type>(word_);
  }

  /// The number of a built-in integer of any width.
  static ap_int_base of(ap_stand_in::wide value) {
    ap_int_base number;
    number.word_ = wrap(value);
    return number;
  }

  ap_stand_in::wide low() const { return static_cast<ap_stand_in::wide>(word_); }

  bool operator[](int bit) const { return (low() >> bit) & 1; }

  ap_range_ref<ap_int_base> range(int high, int low) { return {*this, high, low}; }
  ap_range_ref<const ap_int_base> range(int high, int low) const { return {*this, high, low}; }

  std::uint64_t bits(int high, int low) const {
    const auto all = static_cast<std::uint64_t>(static_cast<ap_stand_in::unsigned_wide>(word_) >> low);
    return high - low == 63 ? all : all & ((std::uint64_t(1) << (high - low + 1)) - 1);
  }

  void set_bits(int high, int low, std::uint64_t value) {
    const int count = high - low + 1;
    const auto mask = ((ap_stand_in::unsigned_wide(1) << count) - 1) << low;
    const auto kept = static_cast<ap_stand_in::unsigned_wide>(word_) & ~mask;
    word_ = wrap(static_cast<ap_stand_in::wide>(kept | ((ap_stand_in::unsigned_wide(value) << low) & mask)));
  }

  template <typename T> ap_int_base& operator+=(const T& other) { return *this = ap_int_base(*this + other); }
  template <typename T> ap_int_base& operator-=(const T& other) { return *this = ap_int_base(*this - other); }

  /// Keeps the low W bits.
  static word wrap(ap_stand_in::wide value) {
    constexpr int spare = 8 * static_cast<int>(sizeof(word)) - W;
    using bits = typename ap_stand_in::small_word<W, false>::type;
    return static_cast<word>(static_cast<word>(static_cast<bits>(value) << spare) >> spare);
  }

 private:
  word word_;
};

/// More bits: a word that is only moved, cut and compared.
template <int W, bool S> class ap_int_base<W, S, false> {
 public:
  static constexpr int width = W;

  ap_int_base() : limbs_() {}

  template <typename T, typename std::enable_if<std::is_integral<T>::value, int>::type = 0>
  ap_int_base(T value) : limbs_() {
    fill(static_cast<ap_stand_in::wide>(value));
  }

  template <int W2, bool S2> ap_int_base(const ap_int_base<W2, S2, true>& other) : limbs_() { fill(other.low()); }

  ap_stand_in::wide low() const {
    return static_cast<ap_stand_in::wide>((static_cast<ap_stand_in::unsigned_wide>(limbs_[1]) << 64) | limbs_[0]);
  }

  ap_range_ref<ap_int_base> range(int high, int low) { return {*this, high, low}; }
  ap_range_ref<const ap_int_base> range(int high, int low) const { return {*this, high, low}; }

  std::uint64_t bits(int high, int low) const {
    const int limb = low / 64, shift = low % 64, count = high - low + 1;
    std::uint64_t value = limbs_[limb] >> shift;
    if (shift + count > 64)
      value |= limbs_[limb + 1] << (64 - shift);
    return count == 64 ? value : value & ((std::uint64_t(1) << count) - 1);
  }

  void set_bits(int high, int low, std::uint64_t value) {
    for (int bit = low; bit <= high;) {
      const int limb = bit / 64, shift = bit % 64, left = high - bit + 1;
      const int count = left < 64 - shift ? left : 64 - shift;
      const std::uint64_t mask = (count == 64 ? ~std::uint64_t(0) : (std::uint64_t(1) << count) - 1) << shift;
      limbs_[limb] = (limbs_[limb] & ~mask) | ((value << shift) & mask);
      value = count == 64 ? 0 : value >> count;
      bit += count;
    }
  }

  bool operator==(const ap_int_base& other) const {
    for (int i = 0; i < limbs; ++i)
      if (limbs_[i] != other.limbs_[i])
        return false;
    return true;
  }

  bool operator!=(const ap_int_base& other) const { return !(*this == other); }

 private:
  static constexpr int limbs = (W + 63) / 64;

  void fill(ap_stand_in::wide value) {
    for (int i = 0; i < limbs; ++i, value = i < 2 ? value >> 64 : value < 0 ? -1 : 0)
      set_bits(i == limbs - 1 ? W - 1 : 64 * i + 63, 64 * i, static_cast<std::uint64_t>(value));
  }

  std::uint64_t limbs_[limbs];
};

template <int W> class ap_int : public ap_int_base<W, true> {
 public:
  using ap_int_base<W, true>::ap_int_base;
  ap_int() = default;
  template <int W2, bool S2> ap_int(const ap_int_base<W2, S2>& other) : ap_int_base<W, true>(other) {}
};

template <int W> class ap_uint : public ap_int_base<W, false> {
 public:
  using ap_int_base<W, false>::ap_int_base;
  ap_uint() = default;
  template <int W2, bool S2> ap_uint(const ap_int_base<W2, S2>& other) : ap_int_base<W, false>(other) {}
};

namespace ap_stand_in {

/// A built-in integer as a number of its width.
template <typename T>
using number_of = ap_int_base<std::is_same<T, bool>::value ? 1 : 8 * static_cast<int>(sizeof(T)), std::is_signed<T>::value>;

template <typename T> using if_integral = typename std::enable_if<std::is_integral<T>::value, int>::type;

/// Bits in which both operands are numbers of the sign of the result.
template <int W1, bool S1, int W2, bool S2> constexpr int common() { return larger(W1 + (S2 && !S1 ? 1 : 0), W2 + (S1 && !S2 ? 1 : 0)); }

}  // namespace ap_stand_in

// An operator with a built-in integer on one side.
#define AP_STAND_IN_MIXED(OP)                                                                     \
  template <int W, bool S, typename T, ap_stand_in::if_integral<T> = 0>                           \
  auto operator OP(const ap_int_base<W, S>& a, T b) { return a OP ap_stand_in::number_of<T>(b); } \
  template <int W, bool S, typename T, ap_stand_in::if_integral<T> = 0>                           \
  auto operator OP(T a, const ap_int_base<W, S>& b) { return ap_stand_in::number_of<T>(a) OP b; }

// Results are wide enough for every operand, as the vendor's are.
#define AP_STAND_IN_ARITHMETIC(OP, WIDTH, SIGN)                                                           \
  template <int W1, bool S1, int W2, bool S2>                                                             \
  ap_int_base<(WIDTH), (SIGN)> operator OP(const ap_int_base<W1, S1>& a, const ap_int_base<W2, S2>& b) {  \
    static_assert((WIDTH) <= 128, "wider than this stand-in computes");                                   \
    using result = ap_int_base<(WIDTH), (SIGN)>;                                                          \
    using word = typename result::word;                                                                   \
    return result::of(static_cast<word>(a.low()) OP static_cast<word>(b.low()));                          \
  }                                                                                                       \
  AP_STAND_IN_MIXED(OP)

#define AP_STAND_IN_COMPARISON(OP)                                                         \
  template <int W1, bool S1, int W2, bool S2>                                              \
  bool operator OP(const ap_int_base<W1, S1, true>& a, const ap_int_base<W2, S2, true>& b) { \
    static_assert(W1 < 128 && W2 < 128, "wider than this stand-in compares");              \
    return a.low() OP b.low();                                                             \
  }                                                                                        \
  AP_STAND_IN_MIXED(OP)

AP_STAND_IN_ARITHMETIC(+, (ap_stand_in::common<W1, S1, W2, S2>() + 1), S1 || S2)
AP_STAND_IN_ARITHMETIC(-, (ap_stand_in::common<W1, S1, W2, S2>() + 1), true)
AP_STAND_IN_ARITHMETIC(*, W1 + W2, S1 || S2)
AP_STAND_IN_ARITHMETIC(&, (ap_stand_in::common<W1, S1, W2, S2>()), S1 || S2)
AP_STAND_IN_ARITHMETIC(|, (ap_stand_in::common<W1, S1, W2, S2>()), S1 || S2)
AP_STAND_IN_ARITHMETIC(^, (ap_stand_in::common<W1, S1, W2, S2>()), S1 || S2)
AP_STAND_IN_COMPARISON(<)
AP_STAND_IN_COMPARISON(<=)
AP_STAND_IN_COMPARISON(>)
AP_STAND_IN_COMPARISON(>=)
AP_STAND_IN_COMPARISON(==)
AP_STAND_IN_COMPARISON(!=)

/// Shifted left in its own width: bits beyond it are lost.
template <int W, bool S> ap_int_base<W, S> operator<<(const ap_int_base<W, S>& a, int bits) {
  using namespace ap_stand_in;
  return bits >= W ? ap_int_base<W, S>() : ap_int_base<W, S>::of(static_cast<wide>(static_cast<unsigned_wide>(a.low()) << bits));
}

/// Shifted right in its own width, rounding down.
template <int W, bool S> ap_int_base<W, S> operator>>(const ap_int_base<W, S>& a, int bits) {
  using namespace ap_stand_in;
  if (bits >= W)
    return ap_int_base<W, S>(S && a < 0 ? -1 : 0);
  return ap_int_base<W, S>::of(S ? a.low() >> bits : static_cast<wide>(static_cast<unsigned_wide>(a.low()) >> bits));
}

template <int W, bool S, int W2> ap_int_base<W, S> operator<<(const ap_int_base<W, S>& a, const ap_int_base<W2, false>& bits) {
  return a << static_cast<int>(bits.low());
}

template <int W, bool S, int W2> ap_int_base<W, S> operator>>(const ap_int_base<W, S>& a, const ap_int_base<W2, false>& bits) {
  return a >> static_cast<int>(bits.low());
}

#undef AP_STAND_IN_MIXED
#undef AP_STAND_IN_ARITHMETIC
#undef AP_STAND_IN_COMPARISON

#endif
