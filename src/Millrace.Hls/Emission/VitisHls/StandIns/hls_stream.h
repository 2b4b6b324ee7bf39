// SPDX-License-Identifier: Apache-2.0
// A stand-in for the vendor's hls_stream.h: a queue without a limit. As in the vendor's, HLS_STREAM_THREAD_SAFE makes a read wait for
// another thread's write. Written from the documentation (AMD UG1399); not for synthesis.
#ifndef MILLRACE_HLS_STREAM_H
#define MILLRACE_HLS_STREAM_H

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <deque>
#ifdef HLS_STREAM_THREAD_SAFE
#include <condition_variable>
#include <mutex>
#endif

namespace hls {

template <typename T> class stream {
 public:
  explicit stream(const char* name = "(unnamed)") : name_(name) {}
  stream(const stream&) = delete;
  stream& operator=(const stream&) = delete;

  T read() {
#ifdef HLS_STREAM_THREAD_SAFE
    std::unique_lock<std::mutex> lock(mutex_);
    there_.wait(lock, [this] { return !elements_.empty(); });
#endif
    if (elements_.empty()) {
      std::fprintf(stderr, "stream %s is read while it is empty\n", name_);
      std::abort();
    }
    T element = elements_.front();
    elements_.pop_front();
    return element;
  }

  void write(const T& element) {
#ifdef HLS_STREAM_THREAD_SAFE
    std::lock_guard<std::mutex> lock(mutex_);
    if (elements_.empty())
      there_.notify_one();
#endif
    elements_.push_back(element);
  }

  bool empty() const { return elements_.empty(); }
  std::size_t size() const { return elements_.size(); }

 private:
  const char* name_;
  std::deque<T> elements_;
#ifdef HLS_STREAM_THREAD_SAFE
  std::mutex mutex_;
  std::condition_variable there_;
#endif
};

}  // namespace hls

#endif
