package dev.mayfly.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.ChartTheme;

/** CPU seconds of every contender, load by load, as bars. */
final class TransformPlot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;

    /** Writes the picture as SVG; what was there is replaced. A contender has a bar for each load that it ran. */
    static void write(TransformReport report, Path svg) throws IOException {
        System.setProperty("java.awt.headless", "true");
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .theme(ChartTheme.Matlab)
                .yAxisTitle("CPU seconds, median")
                .build();
        chart.getStyler().setPlotGridLinesVisible(false).setYAxisMin(0.0);
        List<TransformBench.Load> loads = report.results().values().stream()
                .flatMap(results -> results.keySet().stream())
                .distinct()
                .toList();
        report.results()
                .forEach((name, results) -> chart.addSeries(
                        name, loads.stream().map(TransformBench.Load::name).toList(), cpu(loads, results)));
        Files.createDirectories(svg.toAbsolutePath().getParent());
        VectorGraphicsEncoder.saveVectorGraphic(chart, svg.toString(), VectorGraphicsFormat.SVG);
    }

    private static List<Double> cpu(
            List<TransformBench.Load> loads, Map<TransformBench.Load, TransformBench.Result> results) {
        return loads.stream()
                .map(load -> results.containsKey(load)
                        ? TransformReport.median(results.get(load), ProcessStats::cpuSeconds)
                        : 0)
                .toList();
    }

    private TransformPlot() {}
}
