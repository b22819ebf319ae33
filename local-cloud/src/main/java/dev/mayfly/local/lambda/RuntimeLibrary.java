package dev.mayfly.local.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The native library of AWS's runtime interface client. By itself the client unpacks it to one place below {@code /tmp}, which on Lambda
 * is each environment's own; on one machine it would write over the library that another process has just loaded, and kill it.
 */
public final class RuntimeLibrary {
    private static final String PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /**
     * Unpacks it into a folder that nobody else unpacks to, and says the options by which a process loads it from there. Without
     * one for this machine there are none, and the client says what it misses.
     */
    public static List<String> options(Path folder) {
        Path library = folder.resolve("libaws-lambda-jni.so").toAbsolutePath();
        try (InputStream packed =
                AWSLambda.class.getResourceAsStream("/jni/libaws-lambda-jni.%s.so".formatted(kind()))) {
            if (packed == null) {
                return List.of();
            }
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "unpacked", ".so");
            Files.copy(packed, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, library, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of("-D" + PROPERTY + "=" + library);
    }

    private static String kind() {
        String libc = Files.exists(Path.of("/etc/alpine-release")) ? "linux_musl" : "linux";
        return libc + "-"
                + System.getProperty("os.arch").replace("amd64", "x86_64").replace("aarch64", "aarch_64");
    }

    private RuntimeLibrary() {}
}
