package io.millrace.gateway.clicks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** How busy the machine's processors are, 0 to 1, by everything that runs on it; -1 where the JVM cannot tell. */
final class ProcessorLoad implements DoubleSupplier {
    private final @Nullable OperatingSystemMXBean system =
            ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean ? bean : null;

    @Override
    public double getAsDouble() {
        return system == null ? -1 : system.getCpuLoad();
    }
}
