package dev.mayfly.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/** CPU seconds over the data's scale, as lines from nought. */
final class GrowthPlot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;

    /** Writes the picture as SVG; what was there is replaced. */
    static void write(ScalingResult growth, Path svg) throws IOException {
        System.setProperty("java.awt.headless", "true");
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .theme(ChartTheme.Matlab)
                .xAxisTitle("times the real data")
                .yAxisTitle("CPU seconds")
                .build();
        chart.getStyler().setPlotGridLinesVisible(false).setXAxisMin(0.0).setYAxisMin(0.0);
        chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
        growth.series()
                .forEach((name, points) -> chart.addSeries(
                        name,
                        points.stream().mapToDouble(ScalingResult.Point::scale).toArray(),
                        points.stream()
                                .mapToDouble(ScalingResult.Point::cpuSeconds)
                                .toArray()));
        Files.createDirectories(svg.toAbsolutePath().getParent());
        VectorGraphicsEncoder.saveVectorGraphic(chart, svg.toString(), VectorGraphicsFormat.SVG);
    }

    private GrowthPlot() {}
}
