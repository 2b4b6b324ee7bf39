// SPDX-License-Identifier: Apache-2.0
// What test benches share: words from files, a hexadecimal number a line with lane 0 lowest, and their comparison. Not for synthesis.
#ifndef MILLRACE_TEST_H
#define MILLRACE_TEST_H

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>
#include "ap_int.h"
#include "hls_stream.h"
#include "hls_vector.h"

namespace mr_test {

/// Up to 32 bits of a hexadecimal number.
inline std::uint32_t bits(const std::string& hex, int low, int count) {
  std::uint64_t value = 0;
  for (int digit = (low + count - 1) / 4; digit >= low / 4; --digit) {
    const int at = static_cast<int>(hex.size()) - 1 - digit;
    const char c = at < 0 ? '0' : hex[static_cast<std::size_t>(at)];
    value = (value << 4) | static_cast<std::uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
  }
  return static_cast<std::uint32_t>((value >> (low % 4)) & ((std::uint64_t(1) << count) - 1));
}

template <typename Number> Number number(const std::string& hex, int low, int width) {
  Number result = 0;
  for (int done = 0; done < width; done += 32) {
    const int count = width - done < 32 ? width - done : 32;
    result.range(done + count - 1, done) = bits(hex, low + done, count);
  }
  return result;
}

/// An element as it stands in a line.
template <typename T> struct element;

template <int W> struct element<ap_int<W>> {
  static ap_int<W> from(const std::string& hex, int low = 0) { return number<ap_int<W>>(hex, low, W); }
  static bool same(const ap_int<W>& a, const ap_int<W>& b) { return a == b; }
  static constexpr int width = W;
};

template <int W> struct element<ap_uint<W>> {
  static ap_uint<W> from(const std::string& hex, int low = 0) { return number<ap_uint<W>>(hex, low, W); }
  static bool same(const ap_uint<W>& a, const ap_uint<W>& b) { return a == b; }
  static constexpr int width = W;
};

template <typename T, std::size_t N> struct element<hls::vector<T, N>> {
  static hls::vector<T, N> from(const std::string& hex, int low = 0) {
    hls::vector<T, N> result;
    for (int lane = 0; lane < static_cast<int>(N); ++lane)
      result[lane] = element<T>::from(hex, low + lane * element<T>::width);
    return result;
  }
  static bool same(const hls::vector<T, N>& a, const hls::vector<T, N>& b) {
    for (int lane = 0; lane < static_cast<int>(N); ++lane)
      if (!element<T>::same(a[lane], b[lane]))
        return false;
    return true;
  }
};

/// A file of words.
class Words {
 public:
  explicit Words(const std::string& file) : name_(file), file_(file) {
    if (!file_)
      fail("it cannot be opened");
  }

  template <typename T> T next() {
    std::string line;
    if (!(file_ >> line))
      fail("it ends too soon");
    return element<T>::from(line);
  }

  const std::string& name() const { return name_; }

 private:
  [[noreturn]] void fail(const char* why) const {
    std::fprintf(stderr, "%s: %s\n", name_.c_str(), why);
    std::exit(2);
  }

  std::string name_;
  std::ifstream file_;
};

/// What was compared so far.
struct Comparison {
  long elements = 0;
  long differences = 0;

  template <typename T> void compare(const T& found, Words& expected, const std::string& where) {
    ++elements;
    if (!element<T>::same(found, expected.next<T>()) && differences++ == 0)
      std::fprintf(stderr, "%s differs from %s\n", where.c_str(), expected.name().c_str());
  }

  /// All that came out of a stream in a launch.
  template <typename T> void stream(hls::stream<T>& found, long count, Words& expected, long launch, const char* name) {
    for (long i = 0; i < count; ++i) {
      const std::string where = "launch " + std::to_string(launch) + ", " + name + " " + std::to_string(i);
      if (found.empty()) {
        ++differences;
        std::fprintf(stderr, "%s did not come\n", where.c_str());
        return;
      }
      compare(found.read(), expected, where);
    }
    if (!found.empty()) {
      ++differences;
      std::fprintf(stderr, "launch %ld, %s gave more than %ld elements\n", launch, name, count);
    }
  }

  template <typename T> void memory(const std::vector<T>& found, Words& expected, const char* name) {
    for (std::size_t i = 0; i < found.size(); ++i)
      compare(found[i], expected, std::string(name) + " word " + std::to_string(i));
  }

  int result() const {
    std::printf("%ld elements, %ld differences\n", elements, differences);
    return differences == 0 ? 0 : 1;
  }
};

/// The number of launches, then of each its arguments and how many elements each input and each output has.
class Launches {
 public:
  explicit Launches(const std::string& file) : file_(file) { count_ = number(); }

  long count() const { return count_; }

  long number() {
    long value = 0;
    if (!(file_ >> value)) {
      std::fprintf(stderr, "the file of launches ends too soon\n");
      std::exit(2);
    }
    return value;
  }

 private:
  std::ifstream file_;
  long count_;
};

template <typename T> std::vector<T> contents(const std::string& file, long words) {
  Words all(file);
  std::vector<T> result(static_cast<std::size_t>(words));
  for (auto& word : result)
    word = all.next<T>();
  return result;
}

}  // namespace mr_test

#endif
