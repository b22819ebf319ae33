package dev.mayfly.orchestrator.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** A request as the SDK's own description of the service's model shows it: a line for each value, and what violates the model. */
record RequestLines(List<String> lines, List<String> violations) {
    /** What the service's model of 2009-03-31 requires; the SDK's classes do not know it of a body's members. */
    private static final Map<String, List<String>> REQUIRED = Map.ofEntries(
            Map.entry("RunJobFlowRequest", List.of("Name", "Instances")),
            Map.entry("InstanceFleetConfig", List.of("InstanceFleetType")),
            Map.entry("InstanceTypeConfig", List.of("InstanceType")),
            Map.entry("SpotProvisioningSpecification", List.of("TimeoutDurationMinutes", "TimeoutAction")),
            Map.entry("OnDemandProvisioningSpecification", List.of("AllocationStrategy")),
            Map.entry("VolumeSpecification", List.of("VolumeType", "SizeInGB")),
            Map.entry("EbsBlockDeviceConfig", List.of("VolumeSpecification")),
            Map.entry("StepConfig", List.of("Name", "HadoopJarStep")),
            Map.entry("HadoopJarStepConfig", List.of("Jar")),
            Map.entry("BootstrapActionConfig", List.of("Name", "ScriptBootstrapAction")),
            Map.entry("ScriptBootstrapActionConfig", List.of("Path")));

    static RequestLines of(SdkPojo request) {
        RequestLines all = new RequestLines(new ArrayList<>(), new ArrayList<>());
        all.add("", request);
        return all;
    }

    private void add(String path, Object value) {
        if (value instanceof SdkPojo pojo) {
            pojo.sdkFields().forEach(field -> field(path, pojo, field));
        } else if (value instanceof List<?> list && !(value instanceof SdkAutoConstructList)) {
            for (int i = 0; i < list.size(); i++) {
                add("%s[%d]".formatted(path, i), list.get(i));
            }
        } else if (value instanceof Map<?, ?> map && !(value instanceof SdkAutoConstructMap)) {
            new TreeMap<>(map).forEach((key, each) -> add("%s.%s".formatted(path, key), each));
        } else if (value != null && !(value instanceof List<?>) && !(value instanceof Map<?, ?>)) {
            lines.add("%s = %s".formatted(path.substring(1), value));
        }
    }

    private void field(String path, SdkPojo owner, SdkField<?> field) {
        Object value = field.getValueOrDefault(owner);
        String name = path + "." + field.memberName();
        if (value == null
                && REQUIRED.getOrDefault(owner.getClass().getSimpleName(), List.of())
                        .contains(field.memberName())) {
            violations.add(name + " is required");
        }
        if (value instanceof String && unknownWord(owner, field)) {
            violations.add("%s is '%s', which its enumeration lacks".formatted(name, value));
        }
        add(name, value);
    }

    /** A member with an enumeration has an accessor that answers its constant. */
    private static boolean unknownWord(SdkPojo owner, SdkField<?> field) {
        String accessor = field.memberName().substring(0, 1).toLowerCase(Locale.ROOT)
                + field.memberName().substring(1);
        try {
            Object typed = owner.getClass().getMethod(accessor).invoke(owner);
            return typed instanceof Enum<?> constant && constant.name().equals("UNKNOWN_TO_SDK_VERSION");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(owner.getClass() + " has no " + accessor, e);
        }
    }
}
