using Millrace.Hls;
using Millrace.Kernels;

namespace Millrace.Cosimulation.Tests;

/// <summary>The host program: it compiles against the declarations of XRT's native C++ interface that it uses.</summary>
public class HlsHostTests
{
    private const string Xrt = """
        #pragma once
        #include <cstddef>
        #include <string>
        enum xclBOSyncDirection { XCL_BO_SYNC_BO_TO_DEVICE, XCL_BO_SYNC_BO_FROM_DEVICE };
        namespace xrt {
        struct uuid {};
        struct device {
          explicit device(unsigned int);
          uuid load_xclbin(const std::string&);
        };
        struct kernel {
          kernel(const device&, const uuid&, const std::string&);
          int group_id(int) const;
        };
        struct bo {
          bo(const device&, std::size_t, int);
          void write(const void*);
          void read(void*);
          void sync(xclBOSyncDirection);
        };
        struct run {
          explicit run(const kernel&);
          template <typename T> void set_arg(const std::string&, T&&);
          void start();
          int wait();
        };
        }
        """;

    [Theory]
    [InlineData("key-value-cache")]
    [InlineData("attention")]
    [InlineData("memory-reader")]
    public void IsAcceptedByTheCompiler(string name)
    {
        var emitted = VitisHlsEmitter.Emit(KernelCatalogue.Find(name).Build().Design);
        var folder = Directory.CreateTempSubdirectory("millrace_");
        try
        {
            emitted.WriteTo(folder.FullName);
            Directory.CreateDirectory(Path.Combine(folder.FullName, "xrt"));
            foreach (var header in new[] { "xrt_bo.h", "xrt_device.h", "xrt_kernel.h" })
                File.WriteAllText(Path.Combine(folder.FullName, "xrt", header), header == "xrt_bo.h" ? Xrt : "#include \"xrt_bo.h\"\n");
            Assert.Equal("", Tool.Run(
                "g++", "g++", folder.FullName,
                ["-std=c++17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I.", $"{emitted.Top}_host.cpp"], CancellationToken.None));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
