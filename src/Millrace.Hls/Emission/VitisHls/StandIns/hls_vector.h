// SPDX-License-Identifier: Apache-2.0
// A stand-in for the vendor's hls_vector.h: some elements moved together. Written from the documentation (AMD UG1399); not for synthesis.
#ifndef MILLRACE_HLS_VECTOR_H
#define MILLRACE_HLS_VECTOR_H

#include <cstddef>

namespace hls {

template <typename T, std::size_t N> class vector {
 public:
  vector() : elements_() {}

  vector(const T& value) {
    for (auto& element : elements_)
      element = value;
  }

  T& operator[](std::size_t index) { return elements_[index]; }
  const T& operator[](std::size_t index) const { return elements_[index]; }

 private:
  T elements_[N];
};

}  // namespace hls

#endif
