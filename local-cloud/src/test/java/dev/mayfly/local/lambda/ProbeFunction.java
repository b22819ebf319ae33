package dev.mayfly.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The function under test: does what its payload asks for, and needs nothing but Lambda's own interfaces. */
public final class ProbeFunction implements RequestStreamHandler {
    private int calls;

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        calls++;
        String payload = new String(input.readAllBytes(), UTF_8);
        System.out.println("probe got " + payload);
        Path diary = Path.of(System.getenv("PROBE_DIARY"));
        Files.writeString(
                diary, payload.replace("\n", " ") + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (payload.contains("fail!")) {
            throw new IllegalStateException("asked to \"fail\"");
        } else if (payload.contains("fail once!") && Files.readAllLines(diary).size() == 1) {
            throw new IOException("asked to fail once");
        } else if (payload.contains("hang!")) {
            hang();
        } else if (payload.contains("nap!")) {
            wait(2);
        } else if (payload.contains("exit!")) {
            System.exit(3);
        }
        output.write(
                ("{\"calls\":" + calls + ",\"pid\":" + ProcessHandle.current().pid() + ",\"left\":"
                                + context.getRemainingTimeInMillis() + ",\"arn\":\"" + context.getInvokedFunctionArn()
                                + "\",\"home\":\"" + System.getenv("HOME") + "\",\"endpoint\":\""
                                + System.getenv("AWS_ENDPOINT_URL") + "\"}")
                        .getBytes(UTF_8));
    }

    private static void hang() {
        wait(Integer.MAX_VALUE);
    }

    private static void wait(int seconds) {
        try {
            var unused = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The function as it is deployed. */
    public static Path zip(Path zip) {
        String name = ProbeFunction.class.getName().replace('.', '/') + ".class";
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
                InputStream code = ProbeFunction.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new ZipEntry(name));
            code.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zip;
    }
}
